package org.medalliance.referral.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.medalliance.referral.cases.Refused.invalid;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.medalliance.referral.cases.TimeNodes.NodeSheet;
import org.medalliance.referral.cases.TimeNodes.Span;
import org.medalliance.referral.content.Pathway;

/** Every green channel has its sheet, and what a sheet measures stands on it. */
class TimeNodesTest {

    private final TimeNodes nodes = new TimeNodes();

    @Test
    void everyGreenChannelHasOneSheetInTheOrderOfThePathways() {
        assertThat(nodes.all())
                .extracting(NodeSheet::pathway)
                .containsExactly(Pathway.CHEST_PAIN, Pathway.STROKE, Pathway.TRAUMA, Pathway.MATERNAL, Pathway.NEWBORN);
    }

    @Test
    void aSpanIsMeasuredBetweenNodesOfItsSheetInTheirOrder() {
        assertThat(nodes.all())
                .allSatisfy(sheet -> assertThat(sheet.spans()).isNotEmpty().allSatisfy(span -> assertThat(sheet.nodes())
                        .containsSubsequence(span.from(), span.to())));
    }

    @Test
    void theNationalThresholdsAreWhatTheCentresAreMeasuredBy() {
        assertThat(nodes.all().getFirst().spans())
                .contains(new Span("DOOR_TO_BALLOON", "DOOR", "BALLOON", 90, null))
                .contains(new Span("CONTACT_TO_ECG", "FIRST_CONTACT", "FIRST_ECG", 10, null));
        assertThat(nodes.all().get(1).spans()).contains(new Span("DOOR_TO_NEEDLE", "DOOR", "NEEDLE", 60, 45));
    }

    @ParameterizedTest
    @EnumSource(
            value = Pathway.class,
            names = {"GENERAL"},
            mode = EnumSource.Mode.EXCLUDE)
    void aNodeOfTheSheetIsStampedAndNoOther(Pathway pathway) {
        assertThatCode(() -> nodes.require(pathway, "DOOR")).doesNotThrowAnyException();
        assertThat(invalid(() -> nodes.require(pathway, "COFFEE"))).isEqualTo("node-unknown /node");
    }

    @Test
    void aNodeOfAnotherPathwayIsNotOnTheSheet() {
        assertThat(invalid(() -> nodes.require(Pathway.STROKE, "BALLOON"))).isEqualTo("node-unknown /node");
        assertThat(invalid(() -> nodes.require(Pathway.GENERAL, "DOOR"))).isEqualTo("node-unknown /node");
    }
}
