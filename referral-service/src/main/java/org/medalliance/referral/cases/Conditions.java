package org.medalliance.referral.cases;

import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import org.medalliance.platform.access.Actor;
import org.medalliance.platform.lifecycle.Guard;
import org.medalliance.platform.lifecycle.Refusal;
import org.medalliance.platform.lifecycle.Rule;
import org.medalliance.referral.cases.ReferralLifecycle.Action;
import org.medalliance.referral.cases.ReferralLifecycle.Condition;
import org.medalliance.referral.cases.ReferralLifecycle.Party;
import org.medalliance.referral.cases.ReferralLifecycle.State;
import org.medalliance.referral.content.Pathway;

/**
 * When the table's conditions hold, for a case as one of its parties meets it.
 *
 * @param parties that the actor's institution holds
 */
record Conditions(Referral referral, Set<Party> parties, Actor actor, Instant now) {

    boolean hold(Guard guard) {
        var details = referral.details();
        return switch ((Condition) guard) {
            case NOT_CLAIMED -> !isClaimed();
            case CLAIMED_BY_ANOTHER -> isClaimed() && !isMine();
            case CLAIMED_BY_ME -> isClaimed() && isMine();
            case NOT_HELD_BY_ANOTHER -> !isClaimed() || isMine();
            case NOT_THE_DECLINER ->
                details.appeal() == null
                        || details.decline() == null
                        || !details.decline().by().equals(actor.subject());
            case ASKED_LESS_THAN_TWICE -> details.questions().size() < TriageMoves.QUESTIONS;
            case HOPS_LEFT -> details.hops().size() < TriageMoves.HOPS;
            case NOT_APPEALED -> details.appeal() == null;
            case NOT_OBJECTED -> details.objection() == null;
            case NOT_AN_EMERGENCY -> !referral.isEmergency();
            case UNDOABLE_BY_ME -> isUndoable();
            case NOTICE_FOR_ME ->
                details.notices().stream().anyMatch(it -> TriageMoves.isFor(it, parties, actor.institution()));
            case RINGING -> details.ring() != null && details.ring().ringsOn();
            case HAS_TIME_NODES -> referral.pathway() != Pathway.GENERAL;
            case STAMPED -> !details.nodes().isEmpty();
            case TASKS_OPEN -> DownMoves.hasOpenTasks(referral);
        };
    }

    /** @throws Refusal.Conflict naming the first condition that does not hold */
    void require(Rule<State, Action> rule) {
        for (var guard : rule.guards()) {
            if (!hold(guard)) {
                throw new Refusal.Conflict(code(guard));
            }
        }
    }

    /** Of the text that says what stands against it. */
    static String code(Guard guard) {
        return "unless-" + guard.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private boolean isClaimed() {
        var claim = referral.details().claim();
        return claim != null && claim.until().isAfter(now);
    }

    private boolean isMine() {
        var claim = referral.details().claim();
        return claim != null && claim.subject().equals(actor.subject());
    }

    private boolean isUndoable() {
        var undo = referral.details().undo();
        return undo != null
                && undo.version() == referral.version()
                && undo.until().isAfter(now)
                && undo.by().equals(actor.subject());
    }
}
