package org.medalliance.referral.cases;

import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.medalliance.referral.cases.ReferralLifecycle.Action;
import org.medalliance.referral.cases.Referrals.Move;
import org.medalliance.referral.content.CarePlan.FollowUp;
import org.medalliance.referral.content.NodeStamp;

/** What of a move is counted by: times and codes, which stand beside it in clear. */
final class MoveFacts {

    private static final ZoneId COUNTY = ZoneId.of("Asia/Shanghai");

    private MoveFacts() {}

    /** When it took place; null where that is when it was told. */
    static @Nullable Instant happenedAt(Move move, Referral after) {
        var details = after.details();
        return switch (Action.valueOf(move.action())) {
            case EMERGENCY_SUBMIT ->
                details.firstReport() == null ? null : details.firstReport().firstContact();
            case ARRIVE -> details.arrivedAt();
            case ADMIT ->
                details.admission() == null ? null : details.admission().at();
            case RECORD_DEATH -> details.diedAt();
            case STAMP_NODE, CORRECT_NODE -> {
                var stamp = stamp(move, after);
                yield stamp == null ? null : stamp.at();
            }
            case RECORD_FOLLOW_UP -> lastSeen(after);
            default -> null;
        };
    }

    static @Nullable String detail(Move move, Referral after) {
        var option = after.details().option();
        return switch (Action.valueOf(move.action())) {
            case STAMP_NODE, CORRECT_NODE -> {
                var stamp = stamp(move, after);
                yield stamp == null ? null : stamp.node();
            }
            case TAKE_OPTION -> option == null ? null : option.kind().name();
            default -> null;
        };
    }

    /** The last of the sheet, or the one that was corrected just now. */
    private static @Nullable NodeStamp stamp(Move move, Referral after) {
        var nodes = after.details().nodes();
        if (move.action().equals(Action.CORRECT_NODE.name())) {
            return nodes.stream()
                    .filter(it -> !it.corrections().isEmpty()
                            && it.corrections().getLast().correctedAt().equals(after.movedAt()))
                    .findFirst()
                    .orElse(null);
        }
        return nodes.isEmpty() ? null : nodes.getLast();
    }

    /** Visits are filled in from the first on. */
    private static @Nullable Instant lastSeen(Referral after) {
        var plan = after.details().carePlan();
        return plan == null
                ? null
                : plan.followUps().stream()
                        .map(FollowUp::seen)
                        .filter(it -> it != null)
                        .reduce((_, later) -> later)
                        .map(day -> day.atStartOfDay(COUNTY).toInstant())
                        .orElse(null);
    }
}
