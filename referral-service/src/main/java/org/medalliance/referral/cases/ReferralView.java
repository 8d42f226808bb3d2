package org.medalliance.referral.cases;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.Actor;
import org.medalliance.platform.lifecycle.Offer;
import org.medalliance.platform.privacy.Masks;
import org.medalliance.referral.patient.Patient;

/**
 * A referral as one of its parties sees it.
 *
 * @param availableActions what this actor may do to this version
 */
record ReferralView(
        UUID id,
        long version,
        String number,
        Referral.Direction direction,
        Referral.Priority priority,
        Referral.Pathway pathway,
        String specialty,
        ReferralLifecycle.State state,
        Set<ReferralLifecycle.Party> asParty,
        PatientPart patient,
        Referral.Place origin,
        Referral.Place destination,
        ReferralDetails details,
        Instant submittedAt,
        Instant movedAt,
        List<Offer> availableActions) {

    /** The name is clear, since the case is open; number, phone and address are another call. */
    record PatientPart(
            UUID id,
            String name,
            Patient.Sex sex,
            LocalDate birthDate,
            Patient.IdentityKind identityKind,
            @Nullable String identityNumber,
            @Nullable String phone,
            @Nullable String address) {

        static PatientPart of(Patient it) {
            return new PatientPart(
                    it.id(),
                    it.name(),
                    it.sex(),
                    it.birthDate(),
                    it.identityKind(),
                    it.maskedNumber(),
                    Masks.phone(it.personal().phone()),
                    Masks.address(it.personal().address()));
        }
    }

    static ReferralView of(Referrals.Seen seen, Patient patient, Actor actor) {
        var it = seen.referral();
        return new ReferralView(
                it.id(),
                it.version(),
                it.number(),
                it.direction(),
                it.priority(),
                it.pathway(),
                it.specialty(),
                it.state(),
                seen.parties(),
                PatientPart.of(patient),
                it.origin(),
                it.destination(),
                it.details(),
                it.submittedAt(),
                it.movedAt(),
                ReferralLifecycle.TABLE.offers(it.state(), actor.standing(seen.parties())));
    }

    /** One line of a worklist; the patient's name is masked. */
    record Line(
            UUID id,
            long version,
            String number,
            Referral.Priority priority,
            Referral.Pathway pathway,
            String specialty,
            ReferralLifecycle.State state,
            String patientName,
            String origin,
            String destination,
            Instant submittedAt,
            Instant movedAt,
            List<Offer> availableActions) {

        static Line of(Referrals.Seen seen, Patient patient, Actor actor) {
            var it = seen.referral();
            return new Line(
                    it.id(),
                    it.version(),
                    it.number(),
                    it.priority(),
                    it.pathway(),
                    it.specialty(),
                    it.state(),
                    Masks.name(patient.name()),
                    it.origin().institution(),
                    it.destination().institution(),
                    it.submittedAt(),
                    it.movedAt(),
                    ReferralLifecycle.TABLE.offers(it.state(), actor.standing(seen.parties())));
        }
    }
}
