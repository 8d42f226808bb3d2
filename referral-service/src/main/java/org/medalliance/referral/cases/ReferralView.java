package org.medalliance.referral.cases;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.Actor;
import org.medalliance.platform.deadline.DeadlineTimes;
import org.medalliance.platform.lifecycle.Offer;
import org.medalliance.platform.lifecycle.Standing;
import org.medalliance.platform.privacy.Masks;
import org.medalliance.referral.cases.OpenReferrals.OpenCase;
import org.medalliance.referral.content.Admission;
import org.medalliance.referral.content.CarePlan;
import org.medalliance.referral.content.Clinical;
import org.medalliance.referral.content.Closing;
import org.medalliance.referral.content.Conclusion;
import org.medalliance.referral.content.Consent;
import org.medalliance.referral.content.Direction;
import org.medalliance.referral.content.FirstReport;
import org.medalliance.referral.content.Hop;
import org.medalliance.referral.content.NodeStamp;
import org.medalliance.referral.content.Outcome;
import org.medalliance.referral.content.Pathway;
import org.medalliance.referral.content.Place;
import org.medalliance.referral.content.Priority;
import org.medalliance.referral.content.Question;
import org.medalliance.referral.content.Remark;
import org.medalliance.referral.content.Reservation;
import org.medalliance.referral.content.TakenOption;
import org.medalliance.referral.content.Transport;
import org.medalliance.referral.patient.Patient;

/**
 * A referral as one of its parties sees it.
 *
 * @param availableActions what this actor may do to this version
 * @param erased whether its time to be kept is over, and what was clinical is gone
 * @param due what runs out next; null when nothing does
 * @param alsoOpen what else is open for this person, here or elsewhere in the alliance
 */
public record ReferralView(
        UUID id,
        long version,
        String number,
        Direction direction,
        Priority priority,
        Pathway pathway,
        String specialty,
        ReferralLifecycle.State state,
        Set<ReferralLifecycle.Party> asParty,
        PatientPart patient,
        Place origin,
        Place destination,
        DetailsView details,
        boolean synthetic,
        boolean erased,
        Instant submittedAt,
        Instant since,
        Instant movedAt,
        @Nullable Due due,
        List<OpenCase> alsoOpen,
        List<Offer> availableActions) {

    /** The name is clear, since the case is open; number, phone and address are another call. */
    record PatientPart(
            UUID id,
            String name,
            Patient.Sex sex,
            @Nullable LocalDate birthDate,
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

    /**
     * @param limit such as {@code triage}
     * @param step of its ladder, from 0: above 0 it is late
     */
    record Due(String limit, int step, Instant at) {
        static @Nullable Due of(DeadlineTimes.@Nullable NextDue it) {
            return it == null ? null : new Due(it.name(), it.nextStep(), it.dueAt());
        }
    }

    record DeclineView(String reason, String comment) {}

    record ConsultView(
            String question,
            @Nullable UUID consult,
            @Nullable String number,
            @Nullable Conclusion conclusion) {}

    /** @param mine whether it is this actor who is at it */
    record ClaimView(@Nullable String practitioner, Instant until, boolean mine) {}

    /** @param of the move that somebody is owed word of, such as {@code DIVERT} */
    record NoticeView(
            String of,
            String institution,
            Instant at,
            @Nullable Instant acknowledgedAt) {}

    /** @param heardBy institution; null while it rings */
    record RingView(
            Instant since,
            List<Place> rung,
            @Nullable String heardBy,
            @Nullable Instant heardAt) {}

    /** What it has gathered, as far as it is for people; null or empty where it has not come to it. */
    record DetailsView(
            @Nullable String reason,
            @Nullable Clinical clinical,
            @Nullable Consent consent,
            @Nullable ClaimView claim,
            List<Question> questions,
            List<Hop> hops,
            @Nullable DeclineView decline,
            @Nullable String appeal,
            @Nullable ConsultView consult,
            @Nullable String objection,
            @Nullable Reservation reservation,
            @Nullable Transport transport,
            @Nullable Instant arrivedAt,
            @Nullable Admission admission,
            @Nullable Outcome outcome,
            @Nullable String outside,
            @Nullable String outsideCode,
            @Nullable Instant diedAt,
            @Nullable FirstReport firstReport,
            @Nullable RingView ring,
            List<NodeStamp> nodes,
            @Nullable CarePlan carePlan,
            @Nullable TakenOption option,
            @Nullable String withdrawal,
            @Nullable Closing closing,
            List<NoticeView> notices,
            List<Remark> remarks,
            @Nullable UUID continues,
            @Nullable UUID recalledBy,
            @Nullable Instant undoUntil) {

        static DetailsView of(Referral referral, Actor actor, Instant now) {
            var it = referral.details();
            var decline = it.decline();
            var consult = it.consult();
            var claim = it.claim();
            var ring = it.ring();
            var undo = it.undo();
            return new DetailsView(
                    it.reason(),
                    it.clinical(),
                    it.consent(),
                    claim == null || !claim.until().isAfter(now)
                            ? null
                            : new ClaimView(
                                    claim.practitioner(),
                                    claim.until(),
                                    claim.subject().equals(actor.subject())),
                    it.questions(),
                    it.hops(),
                    decline == null ? null : new DeclineView(decline.reason(), decline.comment()),
                    it.appeal(),
                    consult == null
                            ? null
                            : new ConsultView(
                                    consult.question(), consult.consult(), consult.number(), consult.conclusion()),
                    it.objection(),
                    it.reservation(),
                    it.transport(),
                    it.arrivedAt(),
                    it.admission(),
                    it.outcome(),
                    it.outside(),
                    it.outsideCode(),
                    it.diedAt(),
                    it.firstReport(),
                    ring == null
                            ? null
                            : new RingView(ring.since(), ring.rung(), ring.acknowledgedBy(), ring.heardAt()),
                    it.nodes(),
                    it.carePlan(),
                    it.option(),
                    it.withdrawal(),
                    it.closing(),
                    it.notices().stream()
                            .map(notice -> new NoticeView(
                                    notice.of(), notice.institution(), notice.at(), notice.acknowledgedAt()))
                            .toList(),
                    it.remarks(),
                    it.continues(),
                    it.recalledBy(),
                    undo == null || !undo.until().isAfter(now) ? null : undo.until());
        }
    }

    /** What a view is put together from. */
    record Parts(
            Referrals.Seen seen,
            Patient patient,
            Actor actor,
            Standing standing,
            DeadlineTimes.@Nullable NextDue due,
            List<OpenCase> alsoOpen,
            Instant now) {}

    static ReferralView of(Parts parts) {
        var it = parts.seen().referral();
        return new ReferralView(
                it.id(),
                it.version(),
                it.number(),
                it.direction(),
                it.priority(),
                it.pathway(),
                it.specialty(),
                it.state(),
                parts.seen().parties(),
                PatientPart.of(parts.patient()),
                it.origin(),
                it.destination(),
                DetailsView.of(it, parts.actor(), parts.now()),
                it.synthetic(),
                it.isErased(),
                it.submittedAt(),
                it.since(),
                it.movedAt(),
                Due.of(parts.due()),
                parts.alsoOpen(),
                offers(parts.seen(), parts.actor(), parts.standing(), parts.now()));
    }

    static List<Offer> offers(Referrals.Seen seen, Actor actor, Standing standing, Instant now) {
        var it = seen.referral();
        return ReferralLifecycle.of(it.direction())
                .offers(it.state(), standing, new Conditions(it, seen.parties(), actor, now)::hold);
    }

    /**
     * One line of a worklist; the patient's name is masked.
     *
     * @param ringingSince when a hospital was called first for an emergency that none has answered; else null
     */
    public record Line(
            UUID id,
            long version,
            String number,
            Direction direction,
            Priority priority,
            Pathway pathway,
            String specialty,
            ReferralLifecycle.State state,
            String patientName,
            String origin,
            String destination,
            Instant submittedAt,
            Instant since,
            Instant movedAt,
            @Nullable Instant ringingSince,
            @Nullable Due due,
            List<Offer> availableActions) {

        static Line of(
                Referrals.Seen seen, Patient patient, Actor actor, DeadlineTimes.@Nullable NextDue due, Instant now) {
            var it = seen.referral();
            return new Line(
                    it.id(),
                    it.version(),
                    it.number(),
                    it.direction(),
                    it.priority(),
                    it.pathway(),
                    it.specialty(),
                    it.state(),
                    patient.maskedName(),
                    it.origin().institution(),
                    it.destination().institution(),
                    it.submittedAt(),
                    it.since(),
                    it.movedAt(),
                    it.ringingSince(),
                    Due.of(due),
                    offers(seen, actor, actor.standing(seen.parties()), now));
        }
    }
}
