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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.testing.ServiceTest;
import org.medalliance.platform.testing.TestIdentityProvider.Person;
import org.medalliance.referral.cases.ReferralLifecycle;
import org.medalliance.referral.cases.ReferralLifecycle.Action;
import org.medalliance.referral.cases.ReferralLifecycle.Party;
import org.medalliance.referral.cases.ReferralLifecycle.State;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

/** Every action in every state by every party in every role, against the running service: exactly the table. */
@ServiceTest
class AccessTest {

    private static final List<String> ROLES =
            List.of("clinic-doctor", "referral-officer", "duty-officer", "specialist", "alliance-admin");

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

    @LocalServerPort
    int port;

    County county;

    @BeforeEach
    void found() {
        county = new County(port);
        county.found();
    }

    @Test
    void whoMayDoWhatWhenIsExactlyTheTable() {
        var differences = new ArrayList<String>();
        int tried = 0;
        var cases = new EnumMap<State, JsonNode>(State.class);
        for (var state : State.values()) {
            cases.put(state, county.at(state));
        }
        for (var action : commands()) {
            for (var state : State.values()) {
                for (var role : ROLES) {
                    for (var seat : seats(role).entrySet()) {
                        var expected = expected(action, state, party(seat.getKey()), role);
                        // A permitted move spends the case it is tried on.
                        var referral = expected == 200 ? county.at(state) : cases.get(state);
                        var answer = attempt(seat.getValue(), referral, action);
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
        assertThat(tried).isEqualTo(commands().size() * State.values().length * ROLES.size() * 4);
    }

    /**
     * Every role of the realm at every seat, with a version that nothing has: who is permitted gets as far as 412, and
     * nothing moves. With the matrix above and the reads more than ten thousand questions, each answered by the table.
     */
    @Test
    void everyRoleAtEverySeatIsAnsweredAsTheTableSays() {
        var differences = new ArrayList<String>();
        int tried = 0;
        for (var state : State.values()) {
            var referral = county.at(state);
            for (var role : REALM) {
                for (var seat : everySeat(role).entrySet()) {
                    var party = party(seat.getKey());
                    for (var action : commands()) {
                        var permitted = expected(action, state, party, role);
                        tried += check(
                                differences,
                                "%s in %s by %s as %s".formatted(action, state, seat.getKey(), role),
                                permitted == 200 ? 412 : permitted,
                                county.post(
                                        seat.getValue(),
                                        County.path(referral) + "/" + kebab(action),
                                        999_999L,
                                        action == Action.ACCEPT
                                                ? County.reservation()
                                                : County.BODIES.get(kebab(action))));
                    }
                    for (var read : List.of("", "/timeline")) {
                        tried += check(
                                differences,
                                "GET %s in %s by %s as %s".formatted(read, state, seat.getKey(), role),
                                party == null ? 404 : 200,
                                county.get(seat.getValue(), County.path(referral) + read));
                    }
                }
            }
            assertThat(county.referral(DOCTOR, referral).path("version").asLong())
                    .as("nothing moved in " + state)
                    .isEqualTo(referral.path("version").asLong());
        }
        assertThat(differences).isEmpty();
        assertThat(tried).isGreaterThan(8_000);
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
        var seats = new HashMap<>(seats(role));
        seats.put("OTHER_ALLIANCES_CLINIC", Person.of("other-county", "clinic", "p-" + role, role));
        seats.put("NOWHERE", Person.of(ALLIANCE, "", "p-" + role, role));
        return seats;
    }

    @Test
    void onlyAClinicDoctorSubmits() {
        for (var role : ROLES) {
            var person = Person.of(ALLIANCE, "clinic", "p-" + role, role);
            var answer = county.post(person, "/api/referral/v1/referrals", null, County.submission(county.patient()))
                    .expectBody()
                    .returnResult();
            assertThat(answer.getStatus().value()).as(role).isEqualTo(role.equals("clinic-doctor") ? 201 : 403);
        }
    }

    @Test
    void whatIsOfferedIsWhatIsPermitted() {
        for (var state : State.values()) {
            var referral = county.at(state);
            for (var role : ROLES) {
                for (var seat : List.of(Party.ORIGIN, Party.DESTINATION)) {
                    var person = seats(role).get(seat.name());
                    var offered = county.referral(person, referral)
                            .path("availableActions")
                            .valueStream()
                            .map(it -> it.path("action").asString())
                            .toList();
                    var permitted = commands().stream()
                            .filter(action -> expected(action, state, seat, role) == 200)
                            .map(AccessTest::kebab)
                            .toList();
                    assertThat(offered)
                            .as("%s by %s as %s", state, seat, role)
                            .containsExactlyInAnyOrderElementsOf(permitted);
                }
            }
        }
    }

    /** Where somebody with this role may sit: at either party, at none, or at none in another alliance. */
    private static Map<String, Person> seats(String role) {
        return Map.of(
                Party.ORIGIN.name(),
                Person.of(ALLIANCE, "clinic", "p-" + role, role),
                Party.DESTINATION.name(),
                Person.of(ALLIANCE, "hospital", "p-" + role, role),
                "NO_PARTY",
                Person.of(ALLIANCE, "elsewhere", "p-" + role, role),
                "OTHER_ALLIANCE",
                Person.of("other-county", "hospital", "p-" + role, role));
    }

    private static @Nullable Party party(String seat) {
        return seat.equals("ORIGIN") || seat.equals("DESTINATION") ? Party.valueOf(seat) : null;
    }

    private static int expected(Action action, State state, @Nullable Party party, String role) {
        if (party == null) {
            return 404;
        }
        var theirs = ReferralLifecycle.rules().stream()
                .filter(it -> it.action() == action)
                .filter(it -> it.by().stream()
                        .anyMatch(by -> by.party() == party
                                && by.roles().stream()
                                        .anyMatch(mine -> mine.authority().equals(role))))
                .toList();
        if (theirs.isEmpty()) {
            return 403;
        }
        return theirs.stream().anyMatch(it -> it.from().contains(state)) ? 200 : 409;
    }

    private int attempt(Person person, JsonNode referral, Action action) {
        var body = action == Action.ACCEPT ? County.reservation() : County.BODIES.get(kebab(action));
        return county.tryTo(person, referral, kebab(action), body)
                .expectBody()
                .returnResult()
                .getStatus()
                .value();
    }

    /** What people do to a case that exists; the rest is done by the platform. */
    private static List<Action> commands() {
        return ReferralLifecycle.rules().stream()
                .filter(it -> !it.isDoneByThePlatform() && !it.opens())
                .map(it -> it.action())
                .distinct()
                .toList();
    }

    private static String kebab(Action action) {
        return action.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
