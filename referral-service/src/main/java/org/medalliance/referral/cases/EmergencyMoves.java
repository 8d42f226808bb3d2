package org.medalliance.referral.cases;

import static org.medalliance.referral.cases.Lists.plus;
import static org.medalliance.referral.cases.Lists.replaced;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.lifecycle.Refusal;
import org.medalliance.referral.cases.ReferralLifecycle.Action;
import org.medalliance.referral.cases.ReferralLifecycle.Party;
import org.medalliance.referral.content.NodeStamp;
import org.medalliance.referral.content.NodeStamp.Correction;
import org.medalliance.referral.content.Notice;
import org.medalliance.referral.content.Place;
import org.medalliance.referral.content.Ring;

/** The ring-down and the time-node sheet. */
final class EmergencyMoves {

    private EmergencyMoves() {}

    /**
     * The first to answer is the destination; whoever was rung beside keeps sight, and is told.
     *
     * @throws Refusal.Conflict when somebody was first
     */
    static Referral heard(Referral it, String institution, Instant at) {
        var ring = ringing(it);
        var here = ring.rung().stream()
                .filter(rung -> rung.institution().equals(institution))
                .findFirst()
                .orElseThrow(Refusal.Unknown::new);
        var others = ring.rung().stream()
                .filter(rung -> !rung.institution().equals(institution))
                .map(rung -> it.notice(Action.ACKNOWLEDGE_RING_DOWN, Party.FORMER, rung.institution(), at))
                .toArray(Notice[]::new);
        return it.moved(it.state(), here, at, edit -> {
            edit.ring = ring.heard(institution, at);
            if (!here.institution().equals(it.destination().institution())) {
                // What one hospital has promised another cannot keep.
                edit.reserveNothing();
            }
            edit.notices = plus(edit.notices, others);
        });
    }

    private static Ring ringing(Referral it) {
        var ring = it.details().ring();
        if (ring == null || !ring.ringsOn()) {
            throw new Refusal.Conflict("ring-down-heard");
        }
        return ring;
    }

    /**
     * We cannot: it rings at another hospital instead, from the first rung of the ladder, and both sides acknowledge.
     * Whoever was rung beside may still answer.
     *
     * @throws Refusal.Invalid when it has been there
     */
    static Referral redirected(Referral it, Place to, String reason, @Nullable String comment, Instant at) {
        var ring = ringing(it);
        TriageMoves.refusePingPong(it, to, "/destination/institution");
        return it.moved(it.state(), to, at, edit -> {
            edit.hops = plus(edit.hops, TriageMoves.hop(it, at));
            edit.ring = ringingAt(it, ring, to, at);
            edit.reserveNothing();
            edit.remarks = plus(edit.remarks, it.remark(Action.REDIRECT, reason, comment));
            edit.notices = plus(
                    edit.notices,
                    it.noticeToSender(Action.REDIRECT, at),
                    it.notice(Action.REDIRECT, Party.DESTINATION, to.institution(), at));
        });
    }

    /** The ring that goes on at another hospital than now, and at those beside. */
    static Ring ringingAt(Referral it, Ring ring, Place to, Instant at) {
        return ring.ringing(first(to, ring, it.destination()), to, at);
    }

    private static List<Place> first(Place to, Ring ring, Place cannot) {
        var others = ring.rung().stream()
                .filter(place -> !place.institution().equals(to.institution())
                        && !place.institution().equals(cannot.institution()))
                .toList();
        return Stream.concat(Stream.of(to), others.stream()).toList();
    }

    /**
     * Nobody has answered: the next hospital that can is rung too, but none that has sent it on.
     *
     * @throws Refusal.Conflict when there is none that was not rung
     */
    static Referral rungNext(Referral it, List<Place> capable, Instant at) {
        var ring = ringing(it);
        var next = capable.stream()
                .filter(place -> !place.institution().equals(it.origin().institution()))
                .filter(place -> ring.rung().stream()
                        .noneMatch(rung -> rung.institution().equals(place.institution())))
                .filter(place -> it.details().hops().stream()
                        .noneMatch(hop -> hop.institution().equals(place.institution())))
                .findFirst()
                .orElseThrow(() -> new Refusal.Conflict("nobody-else-to-ring"));
        return it.moved(it.state(), at, edit -> edit.ring = ring.ringing(plus(ring.rung(), next), next, at));
    }

    /**
     * @throws Refusal.Conflict when it is stamped already: correct it instead
     * @throws Refusal.Invalid when the time lies in the future, or long before the case
     */
    static Referral stamped(Referral it, String node, Instant time, String by, String institution, Instant at) {
        refuseOutside(it, node, time, at);
        if (index(it, node) >= 0) {
            throw new Refusal.Conflict("node-stamped", node);
        }
        return it.moved(
                it.state(),
                at,
                edit -> edit.nodes = plus(edit.nodes, new NodeStamp(node, time, by, institution, List.of())));
    }

    /**
     * @throws Refusal.Conflict when nothing stands there yet
     * @throws Refusal.Invalid when the time lies in the future, or long before the case
     */
    static Referral corrected(Referral it, String node, Instant time, String reason, String by, Instant at) {
        refuseOutside(it, node, time, at);
        var index = index(it, node);
        if (index < 0) {
            throw new Refusal.Conflict("node-not-stamped", node);
        }
        var stamp = it.details().nodes().get(index);
        var corrections = new ArrayList<>(stamp.corrections());
        corrections.add(new Correction(stamp.at(), time, reason, by, at));
        var corrected = new NodeStamp(node, time, stamp.by(), stamp.institution(), List.copyOf(corrections));
        return it.moved(it.state(), at, edit -> edit.nodes = replaced(edit.nodes, index, corrected));
    }

    private static void refuseOutside(Referral it, String node, Instant time, Instant at) {
        if (time.isAfter(at)) {
            throw new Refusal.Invalid("node-in-future", "/at");
        }
        NodeSheet.refuseLongBefore(it.submittedAt(), node, time, "/at");
    }

    private static int index(Referral it, String node) {
        var nodes = it.details().nodes();
        for (int i = 0; i < nodes.size(); i++) {
            if (nodes.get(i).node().equals(node)) {
                return i;
            }
        }
        return -1;
    }
}
