package org.medalliance.referral.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.access.Actor;
import org.medalliance.platform.lifecycle.Refusal;
import org.medalliance.platform.lifecycle.Rule;
import org.medalliance.platform.lifecycle.Standing;
import org.medalliance.referral.cases.ReferralLifecycle.Action;
import org.medalliance.referral.cases.ReferralLifecycle.Party;
import org.medalliance.referral.cases.ReferralLifecycle.Role;
import org.medalliance.referral.cases.ReferralLifecycle.State;
import org.medalliance.referral.content.Admission;
import org.medalliance.referral.content.CarePlan;
import org.medalliance.referral.content.CarePlan.FollowUp;
import org.medalliance.referral.content.CarePlan.Task;
import org.medalliance.referral.content.Closing;
import org.medalliance.referral.content.Conclusion;
import org.medalliance.referral.content.Direction;
import org.medalliance.referral.content.Notice;
import org.medalliance.referral.content.Outcome;
import org.medalliance.referral.content.Pathway;
import org.medalliance.referral.content.Place;
import org.medalliance.referral.content.Priority;
import org.medalliance.referral.content.Reservation;
import org.medalliance.referral.content.Ring;
import org.medalliance.referral.content.TakenOption;
import org.medalliance.referral.content.Transport;
import org.medalliance.referral.content.Who;

/** Whatever people, events and deadlines try in whatever order: the promises of the loop hold after each move. */
class ReferralLifecycleTest {

    private static final int SEQUENCES = 21_000;
    private static final int MOVES = 40;
    private static final Instant START = Instant.parse("2026-11-22T00:00:00Z");
    private static final List<Place> HOSPITALS = List.of(
            Place.of("hospital", "cardio"),
            Place.of("second", "cardio"),
            Place.of("third", "cardio"),
            Place.of("fourth", "cardio"));

    /** What its sender must hear of. */
    private static final Set<Action> TO_THE_SENDER =
            EnumSet.of(Action.CHANGE_RESERVATION, Action.DIVERT, Action.REDIRECT);

    @Test
    @Tag("random")
    void whateverIsTriedTheLoopHolds() {
        var random = new Random(360_781);
        for (var direction : Direction.values()) {
            var reached = EnumSet.noneOf(State.class);
            for (int i = 0; i < SEQUENCES / 3; i++) {
                var referral = begun(random, direction);
                for (int move = 0; move < MOVES; move++) {
                    referral = attempt(random, referral, START.plusSeconds(40L * move));
                    reached.add(referral.state());
                }
            }
            assertThat(reached).as(direction.name()).containsExactlyInAnyOrderElementsOf(TablesTest.states(direction));
        }
    }

    /** Tries something at random as anybody at random, and checks what every move must hold to. */
    private static Referral attempt(Random random, Referral before, Instant at) {
        var table = ReferralLifecycle.of(before.direction());
        var here = table.rules().stream()
                .filter(rule -> rule.from().contains(before.state()))
                .toList();
        var likely = pick(random, here.toArray(Rule[]::new));
        var action = random.nextInt(4) == 0 ? pick(random, Action.values()) : (Action) likely.action();
        var byPlatform = random.nextInt(5) == 0 != likely.isDoneByThePlatform();
        var actor = random.nextInt(4) == 0 ? anybody(random) : somebodyFor(random, likely, before);
        var parties = Referrals.Held.of(before).of(actor.institution());
        try {
            var rule = byPlatform
                    ? table.permitPlatform(action, before.state())
                    : table.permit(action, before.state(), new Standing(parties, actor.roles()));
            new Conditions(before, parties, actor, at).require(rule);
            var after = transition(random, action, before, parties, actor, byPlatform, at);
            rule.verifyArrival(before.state(), after.state());
            check(rule, before, after, parties, byPlatform, at);
            return after;
        } catch (Refusal _) {
            return before;
        }
    }

    private static Actor anybody(Random random) {
        var institution = pick(random, new String[] {"clinic", "hospital", "second", "third", "fourth"});
        return actor(random, institution, pick(random, Role.values()));
    }

    /** Somebody of the part and role that the rule asks for, where the case has one. */
    private static Actor somebodyFor(Random random, Rule<?, ?> rule, Referral it) {
        var held = Referrals.Held.of(it);
        for (var by : rule.by()) {
            var place = held.parties().indexOf(by.party().name());
            if (place >= 0 && random.nextBoolean()) {
                return actor(
                        random,
                        held.institutions().get(place),
                        pick(random, by.roles().toArray(Role[]::new)));
            }
        }
        return anybody(random);
    }

    private static Actor actor(Random random, String institution, Role role) {
        return new Actor(
                "s-" + institution + random.nextInt(2), "", "ruijin", institution, "p", Set.of(role.authority()));
    }

    private static void check(
            Rule<State, Action> rule,
            Referral before,
            Referral after,
            Set<Party> parties,
            boolean byPlatform,
            Instant at) {
        assertThat(after.version()).isEqualTo(before.version() + 1);
        assertThat(after.movedAt()).isEqualTo(at);
        if (rule.action() != Action.ACKNOWLEDGE_NOTICE && rule.action() != Action.RECORD_DEATH) {
            assertThat(before.state() == State.CLOSED || before.state() == State.WITHDRAWN)
                    .as("an end has no exit, but %s", rule.action())
                    .isFalse();
        }
        if (after.state() == State.CLOSED && before.state() != State.CLOSED) {
            // The sender acknowledged or made the outcome; a recall is over when a hospital has the patient back, or
            // the patient has died on the way.
            assertThat(
                            byPlatform
                                    ? before.state() == State.RECALLED
                                            && Set.of(Action.RECALL_ACCEPTED, Action.RECORD_DEATH)
                                                    .contains(rule.action())
                                    : parties.contains(Party.ORIGIN))
                    .as("%s closed it", rule.action())
                    .isTrue();
            assertThat(after.details().closing()).isNotNull();
        }
        if (TO_THE_SENDER.contains(rule.action())) {
            assertThat(open(after, Party.ORIGIN)).isNotEmpty();
        }
        if (rule.action() == Action.WITHDRAW && before.wasAccepted()) {
            assertThat(open(after, Party.DESTINATION)).isNotEmpty();
        }
        acknowledgedOrLaddered(before, after, rule.action());
        hasAnExit(after, at);
        assertThat(after.details().hops().stream().map(hop -> hop.institution()).distinct())
                .as("never back to one that sent it on")
                .doesNotContain(after.destination().institution());
    }

    /** A notice goes away by its acknowledgement alone, and until then a ladder climbs for it. */
    private static void acknowledgedOrLaddered(Referral before, Referral after, Action action) {
        for (var party : List.of(Party.ORIGIN, Party.DESTINATION, Party.FORMER)) {
            var owed = open(after, party);
            if (action != Action.ACKNOWLEDGE_NOTICE && action != Action.UNDO) {
                assertThat(owed).containsAll(open(before, party));
            }
        }
        remindedAreThoseWhoAreOwed(after);
    }

    /** A ladder climbs at an institution that is owed word and can confirm it, and at no other. */
    private static void remindedAreThoseWhoAreOwed(Referral it) {
        var situation = ReferralDeadlines.situation(it);
        var owed = it.details().notices().stream()
                .filter(Notice::awaitsAnswer)
                .map(Notice::institution)
                .collect(Collectors.toSet());
        var reminded = new HashSet<String>();
        for (var party : List.of(Party.ORIGIN, Party.DESTINATION, Party.FORMER)) {
            var fact = "notice" + party.name().charAt(0)
                    + party.name().substring(1).toLowerCase(Locale.ROOT);
            if (situation.facts().get(fact).equals("YES")) {
                var institution = situation.institutions().get(party.name());
                reminded.add(institution);
                assertThat(owed).contains(institution);
                assertThat(Referrals.Held.of(it).of(institution)).isNotEmpty();
            }
        }
        assertThat(reminded.isEmpty()).isEqualTo(owed.isEmpty());
    }

    private static List<Notice> open(Referral it, Party party) {
        return it.details().notices().stream()
                .filter(notice -> notice.awaitsAnswer() && notice.party().equals(party.name()))
                .toList();
    }

    /** Somebody can always lead it out of an open state: people, with nothing but their part and role. */
    private static void hasAnExit(Referral it, Instant at) {
        if (!it.state().isOpen() || it.state() == State.RECALLED) {
            return;
        }
        var held = Referrals.Held.of(it);
        var exits = ReferralLifecycle.of(it.direction()).rules().stream()
                .filter(rule -> rule.from().contains(it.state()) && !rule.isDoneByThePlatform())
                .filter(rule -> rule.to().stream().anyMatch(to -> to != it.state()))
                .filter(rule -> rule.by().stream()
                        .anyMatch(by -> held.parties().contains(by.party().name())))
                .filter(rule -> {
                    var anybody = new Actor("s-anybody", "", "ruijin", "hospital", null, Set.of());
                    return rule.guards().stream()
                            .allMatch(guard -> new Conditions(it, Set.of(), anybody, at).hold(guard));
                });
        assertThat(exits).as("an exit from %s", it.state()).isNotEmpty();
    }

    private static Referral transition(
            Random random,
            Action action,
            Referral it,
            Set<Party> parties,
            Actor actor,
            boolean byPlatform,
            Instant at) {
        var who = new Who(actor.subject(), actor.practitioner(), actor.institution());
        var place = pick(random, HOSPITALS.toArray(Place[]::new));
        var department = random.nextInt(5) == 0 ? "dental" : "cardio";
        var reservation = new Reservation(
                Reservation.Kind.VISIT, department, null, null, at.plusSeconds(random.nextInt(-60, 600)), null);
        var time = at.plusSeconds(random.nextInt(-60, 20));
        var today = LocalDate.of(2026, 11, 22);
        return switch (action) {
            case DRAFT_REFERRAL, EMERGENCY_SUBMIT -> throw new AssertionError("A case that exists was opened again.");
            case CHANGE_DRAFT -> it.moved(it.state(), at, _ -> {});
            case TAKE_OPTION ->
                JourneyMoves.optionTaken(
                        it, new TakenOption(TakenOption.Kind.CONSULT, null, "hospital", null, at), "03.04", at);
            case SUBMIT -> JourneyMoves.sent(it, State.SUBMITTED, at);
            case PROPOSE -> JourneyMoves.sent(it, State.PROPOSED, at);
            case CLAIM, TAKE_OVER -> TriageMoves.claimed(it, who, at);
            case RELEASE -> TriageMoves.released(it, at);
            case ACCEPT -> TriageMoves.accepted(it, reservation, Set.of("cardio"), who, at);
            case ASK -> TriageMoves.asked(it, "question", at);
            case ANSWER -> TriageMoves.answered(it, "answer", at);
            case FORWARD -> TriageMoves.forwarded(it, place, "NO_CAPACITY", null, who, at);
            case PASS_ON -> TriageMoves.forwarded(it, place, null, null, null, at);
            case CONSULT_FIRST -> TriageMoves.consultingFirst(it, "question", at);
            case CONSULT_OPENED -> {
                var asked = it.details().consult().asked();
                yield TriageMoves.consultOpened(
                        it, new UUID(0, random.nextInt(2)), "C1", random.nextInt(5) == 0 ? 0L : asked, at);
            }
            case OPINION_SIGNED ->
                TriageMoves.concluded(it, new UUID(0, random.nextInt(2)), pick(random, Conclusion.values()), at);
            case CONSULT_ENDED -> TriageMoves.consultEnded(it, new UUID(0, random.nextInt(2)), at);
            case RESUME, CONSULT_OVERDUE -> TriageMoves.resumed(it, at);
            case ACKNOWLEDGE, ACKNOWLEDGE_OUTCOME -> TriageMoves.acknowledged(it, at);
            case OBJECT -> TriageMoves.objected(it, "comment", at);
            case DECLINE -> TriageMoves.declined(it, "NO_CAPACITY", "comment", who, at);
            case APPEAL -> TriageMoves.appealed(it, "comment", at);
            case RAISE_PRIORITY -> TriageMoves.raised(it, pick(random, Priority.values()), "WORSE", null, at);
            case CHANGE_RESERVATION ->
                JourneyMoves.reservationChanged(it, reservation, Set.of("cardio"), "BED_LOST", null, at);
            case DEPART ->
                JourneyMoves.departed(
                        it, new Transport(Transport.Means.OWN, null, null, time, at.plusSeconds(600)), at);
            case DIVERT -> JourneyMoves.diverted(it, place, "ROAD", null, at);
            case ARRIVE -> JourneyMoves.arrived(it, time, at);
            case ARRIVAL_OVERDUE -> JourneyMoves.notArrived(it, at);
            case REINSTATE -> JourneyMoves.reinstated(it, at.plusSeconds(random.nextInt(-60, 600)), at);
            case GIVE_UP -> JourneyMoves.givenUp(it, "IMPROVED", null, at);
            case ADMIT -> JourneyMoves.admitted(it, new Admission("ward", null, time), at);
            case TREAT, DISCHARGE -> JourneyMoves.treated(it, new Outcome("summary", null), at);
            case LEAVE_NETWORK -> JourneyMoves.leftNetwork(it, "OTHER", "outside", "BEYOND_COUNTY", null, at);
            case WITHDRAW -> JourneyMoves.withdrawn(it, "IMPROVED", null, at);
            case RECORD_DEATH ->
                byPlatform
                        ? DownMoves.diedRecalled(
                                it, JourneyMoves.died(Cases.inTransit(), at, random.nextBoolean(), at), at)
                        : JourneyMoves.died(it, time, parties.contains(Party.ORIGIN), at);
            case UNDO -> TriageMoves.undone(it, at);
            case ACKNOWLEDGE_NOTICE -> TriageMoves.noticed(it, parties, who, at);
            case ACKNOWLEDGE_RING_DOWN -> EmergencyMoves.heard(it, actor.institution(), at);
            case REDIRECT -> EmergencyMoves.redirected(it, place, "TEAM_BUSY", null, at);
            case RING_NEXT -> EmergencyMoves.rungNext(it, HOSPITALS, at);
            case STAMP_NODE ->
                EmergencyMoves.stamped(it, "NODE_" + random.nextInt(3), time, "s", actor.institution(), at);
            case CORRECT_NODE -> EmergencyMoves.corrected(it, "NODE_" + random.nextInt(3), time, "typo", "s", at);
            case RE_PROPOSE -> DownMoves.proposedAgain(it, plan(), "change", at);
            case RECORD_FOLLOW_UP ->
                DownMoves.followedUp(
                        it,
                        today.plusDays(random.nextInt(2)),
                        "findings",
                        random.nextBoolean() ? null : today.plusDays(random.nextInt(3)),
                        today,
                        at);
            case COMPLETE_TASK -> DownMoves.taskDone(it, random.nextInt(3), today, null, at);
            case RECALL -> DownMoves.recalled(it, new UUID(1, 1), "WORSE", "comment", at);
            case RECALL_ACCEPTED -> DownMoves.recallAccepted(it, place.institution(), at);
            case RECALL_ENDED -> DownMoves.recallEnded(it, at);
            case FINISH -> DownMoves.finished(it, "summary", at);
        };
    }

    private static CarePlan plan() {
        var due = LocalDate.of(2026, 11, 29);
        return new CarePlan(
                "summary",
                List.of(),
                List.of(new Task("walk", due, null, null), new Task("rest", due, null, null)),
                List.of(),
                List.of(new FollowUp(due, null, null)),
                "pain");
    }

    private static Referral begun(Random random, Direction direction) {
        var draft = random.nextInt(5) == 0;
        var emergency = direction != Direction.DOWN && !draft && random.nextInt(3) == 0;
        var origin = direction == Direction.UP ? "clinic" : direction == Direction.ACROSS ? "fourth" : "hospital";
        var to = direction == Direction.DOWN ? new Place("clinic", null, null) : HOSPITALS.getFirst();
        var state = draft
                ? State.DRAFT
                : emergency ? State.ACCEPTED : direction == Direction.DOWN ? State.PROPOSED : State.SUBMITTED;
        var details = ReferralDetails.NONE.edited(edit -> {
            edit.reason = "BEYOND_CAPABILITY";
            edit.carePlan = direction == Direction.DOWN ? plan() : null;
            edit.ring = emergency ? new Ring(START, List.of(to), null, null, Map.of()) : null;
        });
        return new Referral(
                new UUID(0, 1),
                1,
                "ruijin",
                "R20261122-0001",
                direction,
                emergency ? Priority.EMERGENCY : pick(random, Priority.values()),
                emergency ? Pathway.CHEST_PAIN : pick(random, Pathway.values()),
                "03.04",
                new UUID(0, 2),
                new Place(origin, null, "p-doctor"),
                to,
                state,
                details,
                false,
                START,
                START,
                START);
    }

    @Test
    void whatADeathClosesIsSaid() {
        var accepted = begun(new Random(1), Direction.UP)
                .withDetails(ReferralDetails.NONE.edited(edit ->
                        edit.reservation = new Reservation(Reservation.Kind.BED, "cardio", null, null, START, null)));
        var bySender = JourneyMoves.died(accepted, START, true, START);
        assertThat(bySender.details().closing()).isEqualTo(Closing.DIED);
        assertThat(open(bySender, Party.DESTINATION)).hasSize(1);
    }

    private static <T> T pick(Random random, T[] from) {
        return from[random.nextInt(from.length)];
    }
}
