package org.medalliance.referral.options;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.medalliance.referral.content.Direction;
import org.medalliance.referral.content.Pathway;
import org.medalliance.referral.content.Priority;
import org.medalliance.referral.content.TakenOption;

/**
 * How an option is taken.
 *
 * @param action as the table of moves names it
 * @param href where it is posted to; {@code {referralId}} is the asker's own draft, or for consult-first the case
 * @param needs what the body has to bring beside what is filled in, or the draft that it is an act upon
 * @param body what is known of the body already
 */
record Way(String action, String href, List<String> needs, KnownBody body) {

    private static final String REFERRALS = "/api/referral/v1/referrals";

    /** Fields of the command's body; those that it has not are left out. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record KnownBody(
            @Nullable Direction direction,
            @Nullable Priority priority,
            @Nullable Pathway pathway,
            @Nullable WantedPlace destination,
            TakenOption.@Nullable Kind kind,
            @Nullable String specialty,
            @Nullable UUID visitingDay,
            @Nullable String institution,
            @Nullable String practitioner,
            @Nullable Instant startsAt) {}

    record WantedPlace(String institution, String department) {}

    static Way visit(String specialty, UUID day) {
        return taking(new KnownBody(
                null, null, null, null, TakenOption.Kind.VISITING_DOCTOR, specialty, day, null, null, null));
    }

    static Way consult(String specialty, String provider, String expert, Instant startsAt) {
        return taking(new KnownBody(
                null, null, null, null, TakenOption.Kind.CONSULT, specialty, null, provider, expert, startsAt));
    }

    private static Way taking(KnownBody body) {
        return new Way("take-option", REFERRALS + "/{referralId}/take-option", List.of("draft"), body);
    }

    /** For the officer who has a case before him. */
    static Way consultFirst() {
        return new Way(
                "consult-first",
                REFERRALS + "/{referralId}/consult-first",
                List.of("question"),
                new KnownBody(null, null, null, null, null, null, null, null, null, null));
    }

    static Way submit(Direction direction, Priority priority, Pathway pathway, String hospital, String department) {
        return new Way(
                "submit",
                REFERRALS,
                List.of("patient", "reason", "clinical", "consent"),
                new KnownBody(
                        direction,
                        priority,
                        pathway,
                        new WantedPlace(hospital, department),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null));
    }

    static Way emergency(Pathway pathway) {
        return new Way(
                "emergency-submit",
                REFERRALS + "/emergency",
                List.of("sex", "age", "finding", "first-contact", "transport"),
                new KnownBody(null, null, pathway, null, null, null, null, null, null, null));
    }
}
