package org.medalliance.referral.print;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.medalliance.referral.cases.ReferralLifecycle;
import org.medalliance.referral.content.Closing;
import org.medalliance.referral.content.Conclusion;
import org.medalliance.referral.content.Consent;
import org.medalliance.referral.content.Direction;
import org.medalliance.referral.content.Outcome;
import org.medalliance.referral.content.Pathway;
import org.medalliance.referral.content.Priority;
import org.medalliance.referral.content.Reservation;
import org.medalliance.referral.content.TakenOption;
import org.medalliance.referral.content.Transport;
import org.medalliance.referral.patient.Patient;

class WordsTest {

    @Test
    void everyCodeOfAReferralAndAPatientHasAWord() {
        assertThat(codes().filter(it -> Words.of(it).equals(it.name()))
                        .map(it -> it.getDeclaringClass().getSimpleName() + "." + it.name()))
                .isEmpty();
        assertThat(Arrays.stream(Direction.values()).map(it -> Words.of("Title", it.name())))
                .noneMatch(it -> it.matches("[A-Z_]+"));
    }

    private static Stream<Enum<?>> codes() {
        var classes = Stream.of(
                        Patient.class,
                        Direction.class,
                        Priority.class,
                        Pathway.class,
                        Conclusion.class,
                        Closing.class,
                        Consent.class,
                        Reservation.class,
                        Transport.class,
                        TakenOption.class,
                        Outcome.class)
                .flatMap(it -> Stream.concat(Stream.of(it), Arrays.stream(it.getDeclaredClasses())))
                .flatMap(it -> Stream.concat(Stream.of(it), Arrays.stream(it.getDeclaredClasses())));
        return Stream.concat(classes, Stream.of(ReferralLifecycle.State.class))
                .filter(Class::isEnum)
                .flatMap(it -> Arrays.stream(it.getEnumConstants()))
                .map(it -> (Enum<?>) it);
    }

    @Test
    void aCodeWithoutAWordIsPrintedAsItIs() {
        assertThat(Words.of("State", "UNHEARD_OF")).isEqualTo("UNHEARD_OF");
        assertThat(List.of(Words.of(null))).containsExactly("");
    }
}
