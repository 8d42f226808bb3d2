package org.medalliance.referral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.medalliance.referral.County.ALLIANCE;
import static org.medalliance.referral.County.DOCTOR;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.testing.ServiceTest;
import org.medalliance.platform.testing.TestIdentityProvider.Person;
import org.medalliance.referral.cases.ReferralLifecycle;
import org.medalliance.referral.cases.ReferralLifecycle.Action;
import org.medalliance.referral.cases.ReferralLifecycle.Party;
import org.medalliance.referral.cases.ReferralLifecycle.State;
import org.medalliance.referral.content.Direction;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

/** Every action in every state by every party in every role, against the running service: exactly the table. */
@ServiceTest
class AccessTest {

    private static final List<String> ROLES =
            List.of("clinic-doctor", "referral-officer", "centre-lead", "specialist", "alliance-admin");

    /** Every role that the realm has. */
    private static final List<String> REALM = List.of(
            "clinic-doctor",
            "referral-officer",
            "duty-officer",
            "centre-lead",
            "specialist",
            "reviewer",
            "staffing-manager",
            "bureau-viewer",
            "auditor",
            "alliance-admin",
            "his-client",
            "operator",
            "service");

    /** Who treats patients, the hospital's own system, and who looks after what was struck out. */
    private static final Set<String> READERS = Set.of(
            "clinic-doctor", "referral-officer", "duty-officer", "centre-lead", "specialist", "his-client", "auditor");

    @LocalServerPort
    int port;

    County county;

    @BeforeEach
    void found() {
        county = new County(port);
        county.found();
    }

    /** What a fresh case does not fulfil beside its state: refused as at a wrong time. */
    private static final Set<Action> UNMET = Set.of(
            Action.TAKE_OVER,
            Action.RELEASE,
            Action.UNDO,
            Action.ACKNOWLEDGE_NOTICE,
            Action.ACKNOWLEDGE_RING_DOWN,
            Action.REDIRECT,
            Action.STAMP_NODE,
            Action.CORRECT_NODE);

    @Test
    void whoMayDoWhatWhenIsExactlyTheTable() {
        assertThat(differences(Direction.UP)).isGreaterThan(7_000);
    }

    @Test
    void whoMayDoWhatWithACaseThatGoesDownIsExactlyTheTable() {
        assertThat(differences(Direction.DOWN)).isGreaterThan(3_000);
    }

    /** Answers how many questions were asked; every answer was the table's. */
    private int differences(Direction direction) {
        var differences = new ArrayList<String>();
        int tried = 0;
        var cases = new EnumMap<State, JsonNode>(State.class);
        for (var state : states(direction)) {
            cases.put(state, at(direction, state));
        }
        for (var action : commands(direction)) {
            for (var state : states(direction)) {
                for (var role : ROLES) {
                    for (var seat : seats(direction, role).entrySet()) {
                        var expected = expected(direction, action, state, party(seat.getKey()), role);
                        // A permitted move spends the case it is tried on.
                        var referral = expected == 200 ? at(direction, state) : cases.get(state);
                        var answer = attempt(seat.getValue(), direction, referral, action);
                        tried++;
                        if (answer != expected) {
                            differences.add("%s in %s by %s as %s: %d instead of %d"
                                    .formatted(action, state, seat.getKey(), role, answer, expected));
                        }
                    }
                }
            }
        }
        assertThat(differences).isEmpty();
        return tried;
    }

    private JsonNode at(Direction direction, State state) {
        return direction == Direction.DOWN ? county.downAt(state) : county.at(state);
    }

    /**
     * Every role of the realm, with a version that nothing has: who is permitted gets as far as 412, and nothing moves.
     * Each role sits at every seat in turn. With the matrices above and the reads more than ten thousand questions, each
     * answered by the table.
     */
    @Test
    void everyRoleAtEverySeatIsAnsweredAsTheTableSays() {
        var differences = new ArrayList<String>();
        int tried = 0;
        int turn = 0;
        for (var state : states(Direction.UP)) {
            var referral = county.at(state);
            for (var role : REALM) {
                var seats = List.copyOf(everySeat(role).entrySet());
                for (var action : commands(Direction.UP)) {
                    var seat = seats.get(turn++ % seats.size());
                    var permitted = mayAtAll(Direction.UP, action, state, party(seat.getKey()), role);
                    tried += check(
                            differences,
                            "%s in %s by %s as %s".formatted(action, state, seat.getKey(), role),
                            permitted == 200 ? 412 : permitted,
                            county.post(
                                    seat.getValue(),
                                    County.path(referral) + "/" + kebab(action),
                                    999_999L,
                                    Requests.of(kebab(action))));
                }
                for (var seat : seats) {
                    for (var read : List.of("", "/timeline", "/thread", "/attachments", "/print")) {
                        tried += check(
                                differences,
                                "GET %s in %s by %s as %s".formatted(read, state, seat.getKey(), role),
                                !sees(state, party(seat.getKey())) ? 404 : READERS.contains(role) ? 200 : 403,
                                county.get(seat.getValue(), County.path(referral) + read));
                    }
                }
            }
            assertThat(county.referral(DOCTOR, referral).path("version").asLong())
                    .as("nothing moved in " + state)
                    .isEqualTo(referral.path("version").asLong());
        }
        assertThat(differences).isEmpty();
        assertThat(tried).isGreaterThan(7_000);
    }

    /** A draft is its sender's alone. */
    private static boolean sees(State state, @Nullable Party party) {
        return party == Party.ORIGIN || party == Party.DESTINATION && state != State.DRAFT;
    }

    private static int check(List<String> differences, String what, int expected, WebTestClient.ResponseSpec response) {
        var answer = response.expectBody().returnResult().getStatus().value();
        if (answer != expected) {
            differences.add("%s: %d instead of %d".formatted(what, answer, expected));
        }
        return 1;
    }

    /** As {@link #seats}, and the same institutions' ids in another alliance, and nowhere at all. */
    private static Map<String, Person> everySeat(String role) {
        var seats = new HashMap<>(seats(Direction.UP, role));
        seats.put("OTHER_ALLIANCES_CLINIC", Person.of("other-county", "clinic", "p-" + role, role));
        seats.put("NOWHERE", Person.of(ALLIANCE, "", "p-" + role, role));
        return seats;
    }

    @Test
    void onlyAClinicDoctorSubmits() {
        for (var role : ROLES) {
            var person = Person.of(ALLIANCE, "clinic", "p-" + role, role);
            var answer = county.post(person, "/api/referral/v1/referrals", null, Requests.submission(county.patient()))
                    .expectBody()
                    .returnResult();
            assertThat(answer.getStatus().value()).as(role).isEqualTo(role.equals("clinic-doctor") ? 201 : 403);
        }
    }

    @Test
    void whatIsOfferedIsWhatIsPermitted() {
        for (var direction : List.of(Direction.UP, Direction.DOWN)) {
            for (var state : states(direction)) {
                var referral = at(direction, state);
                for (var role : ROLES) {
                    for (var seat : List.of(Party.ORIGIN, Party.DESTINATION)) {
                        if (sees(state, seat) && READERS.contains(role)) {
                            offeredIsPermitted(direction, state, referral, role, seat);
                        }
                    }
                }
            }
        }
    }

    private void offeredIsPermitted(Direction direction, State state, JsonNode referral, String role, Party seat) {
        var person = seats(direction, role).get(seat.name());
        var offers = county.referral(person, referral).path("availableActions");
        var offered =
                offers.valueStream().map(it -> it.path("action").asString()).toList();
        var permitted = commands(direction).stream()
                .filter(action -> expected(direction, action, state, seat, role) == 200)
                .map(AccessTest::kebab)
                .toList();
        assertThat(offered).as("%s by %s as %s", state, seat, role).containsExactlyInAnyOrderElementsOf(permitted);
        offers.forEach(it -> assertThat(it.path("schema").isNull())
                .as(it.path("action").asString())
                .isEqualTo(Requests.of(it.path("action").asString()) == null));
    }

    /** Where somebody with this role may sit: at either party, at none, or at none in another alliance. */
    private static Map<String, Person> seats(Direction direction, String role) {
        var down = direction == Direction.DOWN;
        return Map.of(
                Party.ORIGIN.name(),
                Person.of(ALLIANCE, down ? "hospital" : "clinic", "p-" + role, role),
                Party.DESTINATION.name(),
                Person.of(ALLIANCE, down ? "clinic" : "hospital", "p-" + role, role),
                "NO_PARTY",
                Person.of(ALLIANCE, "elsewhere", "p-" + role, role),
                "OTHER_ALLIANCE",
                Person.of("other-county", "hospital", "p-" + role, role));
    }

    private static @Nullable Party party(String seat) {
        return seat.equals("ORIGIN") || seat.equals("DESTINATION") ? Party.valueOf(seat) : null;
    }

    /** As {@link #mayAtAll}, and what a fresh case does not fulfil is refused. */
    private static int expected(Direction direction, Action action, State state, @Nullable Party party, String role) {
        var may = mayAtAll(direction, action, state, party, role);
        return may == 200 && UNMET.contains(action) ? 409 : may;
    }

    private static int mayAtAll(Direction direction, Action action, State state, @Nullable Party party, String role) {
        if (!sees(state, party)) {
            return 404;
        }
        var theirs = ReferralLifecycle.rules(direction).stream()
                .filter(it -> it.action() == action)
                .filter(it -> it.by().stream()
                        .anyMatch(by -> by.party() == party
                                && by.roles().stream()
                                        .anyMatch(mine -> mine.authority().equals(role))))
                .toList();
        if (theirs.isEmpty()) {
            return 403;
        }
        if (theirs.stream().anyMatch(it -> it.from().contains(state))) {
            return 200;
        }
        // Others may now, whom this party may not stand in for.
        var othersMay = ReferralLifecycle.rules(direction).stream()
                .anyMatch(it -> it.action() == action
                        && !it.isDoneByThePlatform()
                        && it.from().contains(state));
        return othersMay ? 403 : 409;
    }

    private int attempt(Person person, Direction direction, JsonNode referral, Action action) {
        var down = direction == Direction.DOWN && (action == Action.ACCEPT || action == Action.DECLINE);
        var body = Requests.of(kebab(action) + (down ? "-return" : ""));
        return county.tryTo(person, referral, kebab(action), body)
                .expectBody()
                .returnResult()
                .getStatus()
                .value();
    }

    /** What people do to a case that exists; the rest is done by the platform. */
    private static List<Action> commands(Direction direction) {
        return ReferralLifecycle.rules(direction).stream()
                .filter(it -> !it.isDoneByThePlatform() && !it.opens())
                .map(it -> it.action())
                .distinct()
                .toList();
    }

    /** That a case of this direction can come to. */
    private static List<State> states(Direction direction) {
        return ReferralLifecycle.rules(direction).stream()
                .flatMap(it -> Stream.concat(it.from().stream(), it.to().stream()))
                .distinct()
                .sorted()
                .toList();
    }

    private static String kebab(Action action) {
        return action.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
