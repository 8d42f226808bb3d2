package org.medalliance.referral.cases;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.medalliance.platform.lifecycle.Refusal;
import org.medalliance.platform.lifecycle.Refusal.Invalid.Fault;
import org.medalliance.referral.command.DownCommands.GivenCarePlan;
import org.medalliance.referral.command.DownCommands.GivenTask;
import org.medalliance.referral.content.CarePlan;
import org.medalliance.referral.content.CarePlan.FollowUp;
import org.medalliance.referral.content.CarePlan.Task;

/** The days of a plan lie between the day on which it is proposed and a year later: a clinic is reminded of each. */
final class PlanDates {

    private PlanDates() {}

    /** @throws Refusal.Invalid with every day that has passed or is too far ahead */
    static void check(GivenCarePlan plan, LocalDate today) {
        check(plan.followUps(), plan.tasks().stream().map(GivenTask::due).toList(), today);
    }

    /** @throws Refusal.Invalid as above, for a plan that was drafted some days ago */
    static void check(CarePlan plan, LocalDate today) {
        check(
                plan.followUps().stream().map(FollowUp::due).toList(),
                plan.tasks().stream().map(Task::due).toList(),
                today);
    }

    private static void check(List<LocalDate> followUps, List<LocalDate> tasks, LocalDate today) {
        var faults = new ArrayList<Fault>();
        for (int i = 0; i < followUps.size(); i++) {
            fault(faults, "/carePlan/followUps/" + i, followUps.get(i), today);
        }
        for (int i = 0; i < tasks.size(); i++) {
            fault(faults, "/carePlan/tasks/%d/due".formatted(i), tasks.get(i), today);
        }
        if (!faults.isEmpty()) {
            throw new Refusal.Invalid(faults);
        }
    }

    private static void fault(List<Fault> faults, String pointer, LocalDate day, LocalDate today) {
        if (day.isBefore(today)) {
            faults.add(new Fault(pointer, "plan-day-in-past"));
        } else if (CaseTimes.isFarAhead(day, today)) {
            faults.add(new Fault(pointer, "plan-day-too-far"));
        }
    }
}
