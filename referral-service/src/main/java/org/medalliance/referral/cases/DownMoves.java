package org.medalliance.referral.cases;

import static org.medalliance.referral.cases.Lists.plus;
import static org.medalliance.referral.cases.Lists.replaced;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.lifecycle.Refusal;
import org.medalliance.referral.cases.ReferralLifecycle.Action;
import org.medalliance.referral.cases.ReferralLifecycle.Party;
import org.medalliance.referral.cases.ReferralLifecycle.State;
import org.medalliance.referral.content.CarePlan;
import org.medalliance.referral.content.CarePlan.FollowUp;
import org.medalliance.referral.content.CarePlan.Task;
import org.medalliance.referral.content.Closing;
import org.medalliance.referral.content.Outcome;

/** What happens to a patient who goes home: proposed, followed up, recalled or finished. */
final class DownMoves {

    /** When a patient is seen first for whom no day was planned. */
    private static final int FIRST_VISIT_DAYS = 7;

    private DownMoves() {}

    static Referral proposedAgain(Referral it, CarePlan plan, String change, Instant at) {
        return it.moved(State.PROPOSED, at, edit -> {
            edit.carePlan = plan;
            edit.remarks = plus(edit.remarks, it.remark(Action.RE_PROPOSE, null, change));
        });
    }

    /**
     * Fills the first date that is due, or adds a visit that nobody had planned.
     *
     * @throws Refusal.Invalid when the visit lies in the future or before the case, or the next one does not lie ahead
     */
    static Referral followedUp(
            Referral it, LocalDate seen, String findings, @Nullable LocalDate next, LocalDate today, Instant at) {
        if (seen.isAfter(today)) {
            throw new Refusal.Invalid("follow-up-in-future", "/on");
        }
        if (next != null && !next.isAfter(today)) {
            throw new Refusal.Invalid("follow-up-next-in-past", "/next");
        }
        if (next != null && CaseTimes.isFarAhead(next, today)) {
            throw new Refusal.Invalid("plan-day-too-far", "/next");
        }
        CaseTimes.refuseBefore(it, seen, "/on");
        var plan = plan(it);
        var index = firstDue(plan);
        var visit = new FollowUp(index < 0 ? seen : plan.followUps().get(index).due(), seen, findings);
        var done = index < 0 ? plus(plan.followUps(), visit) : replaced(plan.followUps(), index, visit);
        var all = next == null ? done : plus(done, new FollowUp(next, null, null));
        return it.moved(
                it.state(),
                at,
                edit -> edit.carePlan = new CarePlan(
                        plan.summary(), plan.checklist(), plan.tasks(), plan.medication(), all, plan.recallWhen()));
    }

    private static int firstDue(CarePlan plan) {
        for (int i = 0; i < plan.followUps().size(); i++) {
            if (plan.followUps().get(i).seen() == null) {
                return i;
            }
        }
        return -1;
    }

    /** When the clinic has to see the patient next; null when nothing is planned. */
    static @Nullable LocalDate nextDue(Referral it) {
        var plan = it.details().carePlan();
        if (plan == null) {
            return null;
        }
        if (plan.followUps().isEmpty()) {
            var arrived = it.details().arrivedAt();
            return arrived == null ? null : CaseTimes.day(arrived).plusDays(FIRST_VISIT_DAYS);
        }
        var index = firstDue(plan);
        return index < 0 ? null : plan.followUps().get(index).due();
    }

    /**
     * @param index of the task in the plan, from 0
     * @throws Refusal.Invalid when there is no such task, it is done, or the day lies in the future or before the case
     */
    static Referral taskDone(Referral it, int index, LocalDate on, @Nullable String remark, Instant at) {
        if (on.isAfter(CaseTimes.day(at))) {
            throw new Refusal.Invalid("task-in-future", "/on");
        }
        CaseTimes.refuseBefore(it, on, "/on");
        var plan = plan(it);
        if (index >= plan.tasks().size()) {
            throw new Refusal.Invalid("task-unknown", "/task");
        }
        var task = plan.tasks().get(index);
        if (task.done() != null) {
            throw new Refusal.Invalid("task-done", "/task");
        }
        var tasks = replaced(plan.tasks(), index, new Task(task.text(), task.due(), on, remark));
        return it.moved(
                it.state(),
                at,
                edit -> edit.carePlan = new CarePlan(
                        plan.summary(),
                        plan.checklist(),
                        tasks,
                        plan.medication(),
                        plan.followUps(),
                        plan.recallWhen()));
    }

    /** When the first task that is open should be done; null when none is. */
    static @Nullable LocalDate nextTaskDue(Referral it) {
        var plan = it.details().carePlan();
        return plan == null
                ? null
                : plan.tasks().stream()
                        .filter(task -> task.done() == null)
                        .map(Task::due)
                        .min(Comparator.naturalOrder())
                        .orElse(null);
    }

    static boolean hasOpenTasks(Referral it) {
        var plan = it.details().carePlan();
        return plan != null && plan.tasks().stream().anyMatch(task -> task.done() == null);
    }

    static Referral recalled(Referral it, UUID upReferral, String reason, @Nullable String comment, Instant at) {
        return it.moved(State.RECALLED, at, edit -> {
            edit.recalledBy = upReferral;
            edit.remarks = plus(edit.remarks, it.remark(Action.RECALL, reason, comment));
        });
    }

    /** A hospital has the patient back. One that is not the sender's is not the sender's own doing: it is told. */
    static Referral recallAccepted(Referral it, String by, Instant at) {
        return it.moved(State.CLOSED, at, edit -> {
            edit.closing = Closing.RECALLED;
            if (!by.equals(it.origin().institution())) {
                edit.notices = plus(edit.notices, it.noticeToSender(Action.RECALL_ACCEPTED, at));
            }
        });
    }

    /** The way back came to nothing: the clinic goes on. */
    static Referral recallEnded(Referral it, Instant at) {
        return it.moved(State.FOLLOWING_UP, at, edit -> edit.recalledBy = null);
    }

    /** The patient died before a hospital had them back. Whoever did not record it is told. */
    static Referral diedRecalled(Referral it, Referral up, Instant at) {
        var recorder = up.state() == State.CLOSED ? up.origin() : up.destination();
        return it.moved(State.CLOSED, at, edit -> {
            edit.diedAt = up.details().diedAt();
            edit.closing = Closing.DIED;
            Stream.of(
                            it.noticeToSender(Action.RECORD_DEATH, at),
                            it.notice(
                                    Action.RECORD_DEATH,
                                    Party.DESTINATION,
                                    it.destination().institution(),
                                    at))
                    .filter(notice -> !notice.institution().equals(recorder.institution()))
                    .forEach(notice -> edit.notices = plus(edit.notices, notice));
        });
    }

    static Referral finished(Referral it, String summary, Instant at) {
        return it.moved(State.TREATED, at, edit -> edit.outcome = new Outcome(summary, null));
    }

    private static CarePlan plan(Referral it) {
        var plan = it.details().carePlan();
        if (plan == null) {
            throw new IllegalStateException("Referral %s goes down without a plan.".formatted(it.id()));
        }
        return plan;
    }
}
