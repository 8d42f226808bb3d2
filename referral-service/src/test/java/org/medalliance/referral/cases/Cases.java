package org.medalliance.referral.cases;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.medalliance.platform.access.Actor;
import org.medalliance.referral.cases.ReferralLifecycle.State;
import org.medalliance.referral.content.Admission;
import org.medalliance.referral.content.CarePlan;
import org.medalliance.referral.content.CarePlan.CheckItem;
import org.medalliance.referral.content.CarePlan.FollowUp;
import org.medalliance.referral.content.CarePlan.Medicine;
import org.medalliance.referral.content.CarePlan.Task;
import org.medalliance.referral.content.Direction;
import org.medalliance.referral.content.Outcome;
import org.medalliance.referral.content.Pathway;
import org.medalliance.referral.content.Place;
import org.medalliance.referral.content.Priority;
import org.medalliance.referral.content.Reservation;
import org.medalliance.referral.content.Ring;
import org.medalliance.referral.content.Transport;
import org.medalliance.referral.content.Who;

/** Cases as far as the alliance's moves have brought them, minute by minute; none is put together by hand. */
final class Cases {

    static final Instant START = Instant.parse("2026-11-22T00:00:00Z");
    static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
    static final UUID PATIENT = new UUID(0, 2);

    static final Place CARDIOLOGY = Place.of("hospital", "cardio");
    static final Place SECOND = Place.of("second", "heart");
    static final Place THIRD = Place.of("third", "cardio");
    static final Place FOURTH = Place.of("fourth", "cardio");

    static final Who OFFICER = new Who("s-officer", "p-officer", "hospital");
    static final Who COLLEAGUE = new Who("s-colleague", "p-colleague", "hospital");
    static final Who SENDER = new Who("s-doctor", "p-doctor", "clinic");

    static final Set<String> DEPARTMENTS = Set.of("cardio", "heart");

    private Cases() {}

    static Instant minute(long minutes) {
        return START.plus(Duration.ofMinutes(minutes));
    }

    static Actor actor(Who who, String... roles) {
        return new Actor(who.subject(), "", "ruijin", who.institution(), who.practitioner(), Set.of(roles));
    }

    static Reservation bed(Instant at) {
        return new Reservation(Reservation.Kind.BED, "cardio", "Dr Chen", "12", at, "X-rays");
    }

    static Referral draft() {
        return Case.begun(actor(SENDER), "R20261122-0001", Direction.UP, PATIENT, State.DRAFT, START)
                .to(CARDIOLOGY, "03.04")
                .build();
    }

    static Referral submitted() {
        return JourneyMoves.sent(draft(), State.SUBMITTED, minute(1));
    }

    static Referral accepted() {
        return TriageMoves.accepted(submitted(), bed(minute(600)), DEPARTMENTS, OFFICER, minute(2));
    }

    static Referral inTransit() {
        return JourneyMoves.departed(
                accepted(),
                new Transport(Transport.Means.AMBULANCE, "赣B·12345", "nurse", minute(3), minute(60)),
                minute(3));
    }

    static Referral notArrived() {
        return JourneyMoves.notArrived(inTransit(), minute(300));
    }

    static Referral arrived() {
        return JourneyMoves.arrived(inTransit(), minute(50), minute(51));
    }

    static Referral admitted() {
        return JourneyMoves.admitted(arrived(), new Admission("ward 3", "Dr Chen", minute(55)), minute(56));
    }

    static Referral treated() {
        return JourneyMoves.treated(admitted(), new Outcome("stents", Outcome.Result.IMPROVED), minute(5000));
    }

    static Referral asked() {
        return TriageMoves.asked(submitted(), "Which drugs?", minute(2));
    }

    static Referral declined() {
        return TriageMoves.declined(submitted(), "NO_CAPACITY", "all beds taken", OFFICER, minute(2));
    }

    static Referral consulting() {
        return TriageMoves.consultingFirst(submitted(), "Is it an infarct?", minute(2));
    }

    /** Six fields, and it rings at the hospital. */
    static Referral emergency() {
        return Case.begun(actor(SENDER), "R20261122-0002", Direction.UP, PATIENT, State.ACCEPTED, START)
                .with(Priority.EMERGENCY, Pathway.CHEST_PAIN)
                .to(CARDIOLOGY, "03.04")
                .details(edit -> edit.ring = new Ring(START, List.of(CARDIOLOGY), null, null, Map.of()))
                .build();
    }

    static CarePlan plan(List<Task> tasks, List<FollowUp> followUps) {
        return new CarePlan(
                "stable after stents",
                List.of(new CheckItem("VITALS_STABLE", true, null)),
                tasks,
                List.of(new Medicine("aspirin", "100 mg", null)),
                followUps,
                "chest pain");
    }

    /** Two tasks, and visits in one week and in two. */
    static CarePlan plan() {
        return plan(
                List.of(
                        new Task("walk", TODAY.plusDays(3), null, null),
                        new Task("climb stairs", TODAY.plusDays(9), null, null)),
                List.of(new FollowUp(TODAY.plusDays(7), null, null), new FollowUp(TODAY.plusDays(14), null, null)));
    }

    /** The hospital proposes to send the patient home. */
    static Referral proposed() {
        return proposed(plan());
    }

    static Referral proposed(CarePlan plan) {
        var hospital = new Who("s-specialist", "p-specialist", "hospital");
        var draft = Case.begun(actor(hospital), "R20261122-0003", Direction.DOWN, PATIENT, State.DRAFT, START)
                .to(new Place("clinic", null, null), "03.04")
                .details(edit -> edit.carePlan = plan)
                .build();
        return JourneyMoves.sent(draft, State.PROPOSED, minute(1));
    }

    static Referral followed() {
        return followed(plan());
    }

    static Referral followed(CarePlan plan) {
        var visit = new Reservation(Reservation.Kind.VISIT, "general", null, null, minute(600), null);
        var accepted = TriageMoves.accepted(proposed(plan), visit, Set.of("general"), SENDER, minute(2));
        return JourneyMoves.arrived(accepted, minute(500), minute(500));
    }
}
