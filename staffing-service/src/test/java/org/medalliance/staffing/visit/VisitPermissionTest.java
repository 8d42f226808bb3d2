package org.medalliance.staffing.visit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.lifecycle.LifecycleDocument;
import org.medalliance.platform.lifecycle.Refusal;
import org.medalliance.platform.lifecycle.Standing;
import org.medalliance.platform.testing.ServiceTest;
import org.medalliance.platform.testing.TestIdentityProvider.Person;
import org.medalliance.staffing.Api;
import org.medalliance.staffing.County;
import org.medalliance.staffing.visit.VisitLifecycle.Action;
import org.medalliance.staffing.visit.VisitLifecycle.Party;
import org.medalliance.staffing.visit.VisitLifecycle.State;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The table against the routes: whoever it does not name is refused, in each state, and nothing moves. */
@ServiceTest
class VisitPermissionTest {

    @LocalServerPort
    int port;

    private record Someone(Person person, Set<Party> parties) {
        Standing standing() {
            return new Standing(parties, Set.copyOf(person.roles()));
        }
    }

    private static Map<String, Someone> people(County county) {
        var lead = Set.of(Party.EMPLOYER, Party.LEAD);
        var people = new LinkedHashMap<String, Someone>();
        people.put("lead's manager", new Someone(county.manager(), lead));
        people.put("lead's administrator", new Someone(county.admin(), lead));
        people.put("the doctor", new Someone(county.heart(), Set.of(Party.EMPLOYER, Party.LEAD, Party.DOCTOR)));
        people.put(
                "the doctor as manager",
                new Someone(county.heart().as("staffing-manager"), Set.of(Party.EMPLOYER, Party.LEAD, Party.DOCTOR)));
        people.put("the doctor elsewhere", new Someone(county.heart().at("tcm"), Set.of(Party.DOCTOR)));
        people.put("a colleague", new Someone(county.nerve(), lead));
        people.put("the clinic's doctor", new Someone(county.north(), Set.of(Party.CLINIC)));
        people.put("the clinic's manager", new Someone(county.north().as("staffing-manager"), Set.of(Party.CLINIC)));
        people.put("another clinic's doctor", new Someone(county.south(), Set.of()));
        people.put("another hospital's manager", new Someone(county.tcmManager(), Set.of()));
        return people;
    }

    @Test
    void whoeverTheTableDoesNotNameIsRefusedInEveryState() {
        var county = County.imported(new Api(port));
        var visits = new Visits(new Api(port), county);
        var days = new EnumMap<State, String>(State.class);
        for (var state : State.values()) {
            days.put(state, visits.in(state, state.ordinal()));
        }
        var surprises = new ArrayList<String>();
        var tried = 0;
        for (var state : State.values()) {
            var version = visits.version(days.get(state));
            for (var action : Action.values()) {
                for (var someone : people(county).entrySet()) {
                    var expected = expected(action, state, someone.getValue());
                    if (action != Action.PLAN && expected != 200) {
                        var reply = visits.act(someone.getValue().person(), days.get(state), path(action), version);
                        tried++;
                        if (reply.status() != expected) {
                            surprises.add("%s %s in %s: %s instead of %s"
                                    .formatted(someone.getKey(), action, state, reply, expected));
                        }
                    }
                }
            }
            assertThat(visits.version(days.get(state)))
                    .as("version in " + state)
                    .isEqualTo(version);
        }
        assertThat(surprises).isEmpty();
        assertThat(tried).isGreaterThan(500);
    }

    @Test
    void whoeverTheTableNamesMayDoIt() {
        var county = County.imported(new Api(port));
        var visits = new Visits(new Api(port), county);
        var minute = 0;
        for (var state : State.values()) {
            for (var action : Action.values()) {
                for (var someone : people(county).entrySet()) {
                    if (action != Action.PLAN && expected(action, state, someone.getValue()) == 200) {
                        var id = visits.in(state, minute++);
                        assertThat(visits.act(someone.getValue().person(), id, path(action))
                                        .status())
                                .as("%s %s in %s", someone.getKey(), action, state)
                                .isEqualTo(200);
                    }
                }
            }
        }
        assertThat(minute).isGreaterThan(10);
    }

    private static int expected(Action action, State state, Someone someone) {
        try {
            VisitLifecycle.TABLE.permit(action, state, someone.standing());
            return 200;
        } catch (Refusal refusal) {
            return switch (refusal) {
                case Refusal.Unknown _ -> 404;
                case Refusal.Forbidden _ -> 403;
                case Refusal.WrongState _ -> 409;
                default -> throw refusal;
            };
        }
    }

    private static String path(Action action) {
        return action.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Test
    void theDocumentationShowsTheTableAsItIs() throws Exception {
        var document = Path.of(System.getProperty("house.root"), "docs", "staffing-lifecycle.md");
        var generated = LifecycleDocument.of("Visiting day (巡诊)", VisitLifecycle.TABLE);
        Files.writeString(Path.of("target", "staffing-lifecycle.md"), generated);

        assertThat(Files.readString(document))
                .as("copy staffing-service/target/staffing-lifecycle.md to docs")
                .isEqualTo(generated);
    }
}
