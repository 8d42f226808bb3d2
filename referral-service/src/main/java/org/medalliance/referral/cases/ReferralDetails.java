package org.medalliance.referral.cases;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a referral gathers on its way; null where it has not come to it. */
public record ReferralDetails(
        Referral.Reason reason,
        Referral.Clinical clinical,
        Referral.Consent consent,
        Referral.@Nullable Reservation reservation,
        Referral.@Nullable Decline decline,
        Referral.@Nullable Consult consult,
        @Nullable String objection,
        @Nullable Instant arrivedAt,
        Referral.@Nullable Treatment treatment,
        Referral.@Nullable WithdrawReason withdrawal,
        Referral.@Nullable Closing closing) {

    static ReferralDetails submitted(Referral.Reason reason, Referral.Clinical clinical, Referral.Consent consent) {
        return new ReferralDetails(reason, clinical, consent, null, null, null, null, null, null, null, null);
    }

    ReferralDetails withReservation(Referral.Reservation it) {
        return new ReferralDetails(
                reason, clinical, consent, it, decline, consult, objection, arrivedAt, treatment, withdrawal, closing);
    }

    ReferralDetails withDecline(Referral.Decline it) {
        return new ReferralDetails(
                reason,
                clinical,
                consent,
                reservation,
                it,
                consult,
                objection,
                arrivedAt,
                treatment,
                withdrawal,
                closing);
    }

    ReferralDetails withConsult(Referral.Consult it) {
        return new ReferralDetails(
                reason,
                clinical,
                consent,
                reservation,
                decline,
                it,
                objection,
                arrivedAt,
                treatment,
                withdrawal,
                closing);
    }

    ReferralDetails withObjection(String it) {
        return new ReferralDetails(
                reason,
                clinical,
                consent,
                reservation,
                decline,
                consult,
                it,
                arrivedAt,
                treatment,
                withdrawal,
                closing);
    }

    ReferralDetails withArrival(Instant it) {
        return new ReferralDetails(
                reason,
                clinical,
                consent,
                reservation,
                decline,
                consult,
                objection,
                it,
                treatment,
                withdrawal,
                closing);
    }

    ReferralDetails withTreatment(Referral.Treatment it) {
        return new ReferralDetails(
                reason,
                clinical,
                consent,
                reservation,
                decline,
                consult,
                objection,
                arrivedAt,
                it,
                withdrawal,
                closing);
    }

    ReferralDetails withWithdrawal(Referral.WithdrawReason it) {
        return new ReferralDetails(
                reason, clinical, consent, reservation, decline, consult, objection, arrivedAt, treatment, it, closing);
    }

    ReferralDetails withClosing(Referral.Closing it) {
        return new ReferralDetails(
                reason,
                clinical,
                consent,
                reservation,
                decline,
                consult,
                objection,
                arrivedAt,
                treatment,
                withdrawal,
                it);
    }
}
