package org.medalliance.staffing.visit;

import static org.medalliance.staffing.visit.VisitLifecycle.Action.CANCEL;
import static org.medalliance.staffing.visit.VisitLifecycle.Action.CHECK_IN;
import static org.medalliance.staffing.visit.VisitLifecycle.Action.COMPLETE;
import static org.medalliance.staffing.visit.VisitLifecycle.Action.CONFIRM;
import static org.medalliance.staffing.visit.VisitLifecycle.Action.EVALUATE;
import static org.medalliance.staffing.visit.VisitLifecycle.Action.PLAN;
import static org.medalliance.staffing.visit.VisitLifecycle.Action.PUBLISH;
import static org.medalliance.staffing.visit.VisitLifecycle.Action.REFUSE;
import static org.medalliance.staffing.visit.VisitLifecycle.Need.REASON;
import static org.medalliance.staffing.visit.VisitLifecycle.Need.SCORE;
import static org.medalliance.staffing.visit.VisitLifecycle.Need.VISIT;
import static org.medalliance.staffing.visit.VisitLifecycle.Party.CLINIC;
import static org.medalliance.staffing.visit.VisitLifecycle.Party.DOCTOR;
import static org.medalliance.staffing.visit.VisitLifecycle.Party.EMPLOYER;
import static org.medalliance.staffing.visit.VisitLifecycle.Party.LEAD;
import static org.medalliance.staffing.visit.VisitLifecycle.Role.CENTRE_LEAD;
import static org.medalliance.staffing.visit.VisitLifecycle.Role.CLINIC_DOCTOR;
import static org.medalliance.staffing.visit.VisitLifecycle.Role.REVIEWER;
import static org.medalliance.staffing.visit.VisitLifecycle.Role.SPECIALIST;
import static org.medalliance.staffing.visit.VisitLifecycle.Role.STAFFING_MANAGER;
import static org.medalliance.staffing.visit.VisitLifecycle.State.CANCELLED;
import static org.medalliance.staffing.visit.VisitLifecycle.State.CONFIRMED;
import static org.medalliance.staffing.visit.VisitLifecycle.State.DONE;
import static org.medalliance.staffing.visit.VisitLifecycle.State.EVALUATED;
import static org.medalliance.staffing.visit.VisitLifecycle.State.IN_SERVICE;
import static org.medalliance.staffing.visit.VisitLifecycle.State.PLANNED;
import static org.medalliance.staffing.visit.VisitLifecycle.State.PUBLISHED;
import static org.medalliance.staffing.visit.VisitLifecycle.State.REFUSED;

import org.medalliance.platform.lifecycle.Lifecycle;

/** Who may do what when with a visiting day. The clinic and the other services hear of it from its publication on. */
public final class VisitLifecycle {

    public enum State {
        PLANNED,
        PUBLISHED,
        CONFIRMED,
        REFUSED,
        CANCELLED,
        IN_SERVICE,
        DONE,
        EVALUATED
    }

    public enum Action {
        PLAN,
        PUBLISH,
        CONFIRM,
        REFUSE,
        CANCEL,
        CHECK_IN,
        COMPLETE,
        EVALUATE
    }

    public enum Party implements org.medalliance.platform.lifecycle.Party {
        /** The hospital that employs the doctor. */
        EMPLOYER,
        /** A hospital that leads the alliance: its medical affairs plan for all of it. */
        LEAD,
        /** The doctor in person, wherever employed: no institution holds this part. */
        DOCTOR,
        /** The township clinic that is visited. */
        CLINIC
    }

    public enum Role implements org.medalliance.platform.lifecycle.Role {
        STAFFING_MANAGER,
        SPECIALIST,
        CENTRE_LEAD,
        REVIEWER,
        CLINIC_DOCTOR
    }

    public enum Need implements org.medalliance.platform.lifecycle.Need {
        VISIT,
        REASON,
        SCORE
    }

    static final String PUBLISHED_EVENT = "org.medalliance.staffing.visiting-day-published.v1";
    static final String CANCELLED_EVENT = "org.medalliance.staffing.visiting-day-cancelled.v1";

    // spotless:off
    static final Lifecycle<State, Action> TABLE = Lifecycle.<State, Action>table()
            .on(PLAN).by(EMPLOYER, STAFFING_MANAGER).by(LEAD, STAFFING_MANAGER).to(PLANNED).needs(VISIT)
            .on(PUBLISH).from(PLANNED).by(EMPLOYER, STAFFING_MANAGER).by(LEAD, STAFFING_MANAGER).to(PUBLISHED)
            .announces(PUBLISHED_EVENT)
            .on(CONFIRM).from(PUBLISHED).by(DOCTOR, SPECIALIST, CENTRE_LEAD, REVIEWER).to(CONFIRMED)
            .on(REFUSE).from(PUBLISHED).by(DOCTOR, SPECIALIST, CENTRE_LEAD, REVIEWER).to(REFUSED).needs(REASON)
            .announces(CANCELLED_EVENT)
            .on(CANCEL).from(PLANNED).by(EMPLOYER, STAFFING_MANAGER).by(LEAD, STAFFING_MANAGER).to(CANCELLED).needs(REASON)
            .on(CANCEL).from(PUBLISHED, CONFIRMED).by(EMPLOYER, STAFFING_MANAGER).by(LEAD, STAFFING_MANAGER).to(CANCELLED).needs(REASON)
            .announces(CANCELLED_EVENT)
            .on(CHECK_IN).from(CONFIRMED).by(DOCTOR, SPECIALIST, CENTRE_LEAD, REVIEWER).to(IN_SERVICE)
            .on(COMPLETE).from(IN_SERVICE).by(DOCTOR, SPECIALIST, CENTRE_LEAD, REVIEWER).to(DONE)
            .on(EVALUATE).from(DONE).by(CLINIC, CLINIC_DOCTOR).to(EVALUATED).needs(SCORE)
            .build();
    // spotless:on

    private VisitLifecycle() {}
}
