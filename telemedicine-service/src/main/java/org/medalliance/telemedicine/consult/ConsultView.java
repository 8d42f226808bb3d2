package org.medalliance.telemedicine.consult;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.Actor;
import org.medalliance.platform.lifecycle.Offer;
import org.medalliance.telemedicine.consult.ConsultLifecycle.Party;
import org.medalliance.telemedicine.consult.ConsultLifecycle.State;
import org.medalliance.telemedicine.consult.Consults.Seen;

/**
 * A consult as one of its parties sees it.
 *
 * @param referralId the referral that asked, null when a clinic asked by itself
 * @param opinion for the requester only when it is signed
 * @param decision with whom the decision on treatment stays
 * @param patient with question and consent null when the consult was erased
 * @param erased whether its time was over: what is clinical is gone, the rest stays to be counted
 * @param availableActions what this actor may do now
 */
record ConsultView(
        UUID id,
        long version,
        String number,
        State state,
        @Nullable UUID referralId,
        String requester,
        String provider,
        String specialty,
        Consult.Kind kind,
        Consult.Priority priority,
        Consult.@Nullable Patient patient,
        @Nullable String question,
        @Nullable String summary,
        List<Consult.Diagnosis> diagnoses,
        Consult.@Nullable Consent consent,
        @Nullable AppointmentView appointment,
        @Nullable Opinion opinion,
        @Nullable SignatureView signature,
        String decision,
        Consult.@Nullable Acknowledgement acknowledgement,
        Consult.@Nullable Ending ending,
        boolean erased,
        Instant requestedAt,
        Instant movedAt,
        List<Offer> availableActions) {

    /**
     * @param startsAt null when an expert took it up without a slot
     */
    record AppointmentView(
            List<String> experts,
            String chief,
            Set<String> agreed,
            @Nullable Instant startsAt,
            @Nullable Instant endsAt) {

        static @Nullable AppointmentView of(Consult.@Nullable Appointment appointment) {
            if (appointment == null) {
                return null;
            }
            var slot = appointment.slot();
            return new AppointmentView(
                    appointment.experts(),
                    appointment.chief(),
                    appointment.agreed(),
                    slot == null ? null : slot.startsAt(),
                    slot == null ? null : slot.endsAt());
        }
    }

    /**
     * @param means in plain words, what the signature is worth
     * @param digest over the bytes of {@code GET .../opinion}
     */
    record SignatureView(
            Signature.Kind kind, String means, String algorithm, String digest, String signedBy, Instant signedAt) {

        static @Nullable SignatureView of(@Nullable Signature signature) {
            return signature == null
                    ? null
                    : new SignatureView(
                            signature.kind(),
                            means(signature.kind()),
                            "SHA-256",
                            signature.digest(),
                            signature.signedBy(),
                            signature.signedAt());
        }

        private static String means(Signature.Kind kind) {
            return switch (kind) {
                case HASH_ONLY ->
                    "仅为会诊意见书的摘要值,可发现改动,不是电子签名。 "
                            + "A digest of the document only: it shows changes, and is no electronic signature.";
            };
        }
    }

    static ConsultView of(Seen seen, Actor actor) {
        var consult = seen.consult();
        var details = consult.details();
        var ask = details.ask();
        var erased = details.equals(Consult.Details.ERASED);
        return new ConsultView(
                consult.id(),
                consult.version(),
                consult.number(),
                consult.state(),
                consult.origin() == null ? null : consult.origin().referral(),
                consult.requester(),
                consult.provider(),
                consult.specialty(),
                consult.kind(),
                consult.priority(),
                erased ? null : ask.patient(),
                erased ? null : ask.question(),
                ask.summary(),
                ask.diagnoses(),
                ask.consent(),
                AppointmentView.of(details.appointment()),
                seen.held().contains(Party.PROVIDER) || details.signature() != null ? details.opinion() : null,
                SignatureView.of(details.signature()),
                OpinionDocument.DECISION,
                details.acknowledgement(),
                details.ending(),
                erased,
                consult.requestedAt(),
                consult.movedAt(),
                offers(seen, actor));
    }

    private static List<Offer> offers(Seen seen, Actor actor) {
        return ConsultLifecycle.TABLE.offers(seen.consult().state(), seen.standing(actor)).stream()
                .filter(offer -> seen.consult().admits(ConsultLifecycle.Action.of(offer)))
                .toList();
    }
}
