package org.medalliance.telemedicine.consult;

import static org.assertj.core.api.Assertions.assertThat;
import static org.medalliance.telemedicine.County.at;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.lifecycle.LifecycleDocument;
import org.medalliance.platform.lifecycle.Refusal;
import org.medalliance.platform.lifecycle.Rule;
import org.medalliance.platform.lifecycle.Standing;
import org.medalliance.platform.testing.TestIdentityProvider.Person;
import org.medalliance.telemedicine.Api;
import org.medalliance.telemedicine.Api.Reply;
import org.medalliance.telemedicine.County;
import org.medalliance.telemedicine.County.Alliance;
import org.medalliance.telemedicine.CountyTime;
import org.medalliance.telemedicine.TelemedicineTest;
import org.medalliance.telemedicine.consult.ConsultLifecycle.Action;
import org.medalliance.telemedicine.consult.ConsultLifecycle.Party;
import org.medalliance.telemedicine.consult.ConsultLifecycle.State;
import org.springframework.beans.factory.annotation.Autowired;

/** Every action in every state by everybody, over the API, against the table. */
@TelemedicineTest
class ConsultPermissionTest {

    /** A version that no consult has: whoever is let through by the table is stopped by it, and nothing moves. */
    private static final long NO_VERSION = 999;

    private static final List<String> ROLES =
            List.of("clinic-doctor", "referral-officer", "specialist", "staffing-manager", "bureau-viewer");

    private static final Map<Action, Object> BODIES = Map.of(
            Action.ARRANGE, Map.of("experts", List.of("heart-1")),
            Action.REFUSE, Map.of("reason", "NOT_AVAILABLE"),
            Action.DRAFT_OPINION, Cases.opinion("REFER_UP"),
            Action.ACKNOWLEDGE, Map.of("done", "已处理"),
            Action.DECLINE, Map.of("reason", "NEEDS_REFERRAL"),
            Action.CANCEL, Map.of("reason", "IMPROVED"));

    @Autowired
    County county;

    private Alliance alliance;
    private Cases cases;

    @BeforeEach
    void monday() {
        CountyTime.TIME.set(CountyTime.MONDAY);
        alliance = county.foundWithHours();
        cases = new Cases(county, alliance);
    }

    @Test
    void everybodyMayDoWhatTheTableSaysAndNothingElse() {
        var consults = new EnumMap<State, Reply>(State.class);
        for (var state : State.values()) {
            consults.put(state, cases.at(state, at(1 + state.ordinal(), "09:00"), "heart-1"));
        }
        var wrong = new ArrayList<String>();
        var tried = new HashSet<Integer>();
        for (var person : everybody()) {
            var api = county.api(person);
            for (var state : State.values()) {
                for (var action : byHand()) {
                    var expected = expected(action, state, person);
                    var status = status(api, consults.get(state), action);
                    tried.add(expected);
                    if (status != expected) {
                        wrong.add(
                                "%s in %s by %s: %d instead of %d".formatted(action, state, person, status, expected));
                    }
                }
            }
        }

        assertThat(wrong).isEmpty();
        assertThat(tried).containsExactlyInAnyOrder(403, 404, 409, 412);
        consults.forEach((state, before) -> assertThat(
                        cases.officer().get("/consults/" + before.id()).version())
                .as("nothing moved in " + state)
                .isEqualTo(before.version()));
    }

    @Test
    void onlyThoseWhoTreatPatientsAskForAConsult() {
        for (var role : ROLES) {
            var person = alliance.clinicDoctor().as(role);
            var reply = county.api(person).post("/consults", Cases.ask("王五", "LIVE", "ROUTINE"));
            var allowed = role.equals("clinic-doctor") || role.equals("specialist");
            assertThat(reply.status()).as(role).isEqualTo(allowed ? 201 : 403);
        }
    }

    @Test
    void whatIsOfferedIsWhatTheTableAllows() {
        for (var state : State.values()) {
            var consult = cases.at(state, at(1 + state.ordinal(), "10:00"), "heart-1");
            for (var person : List.of(alliance.clinicDoctor(), alliance.officer(), alliance.expert("heart-1"))) {
                var offered = county.api(person)
                        .get("/consults/" + consult.id())
                        .ok()
                        .body()
                        .path("availableActions")
                        .valueStream()
                        .map(it -> it.path("action").asString())
                        .toList();
                var allowed = byHand().stream()
                        .filter(action -> expected(action, state, person) == 412)
                        .map(ConsultPermissionTest::path)
                        .filter(action ->
                                !action.equals("take") || state != State.REQUESTED || offered.contains("take"))
                        .toList();
                assertThat(offered).as("%s in %s", person.roles(), state).containsExactlyInAnyOrderElementsOf(allowed);
            }
        }
    }

    @Test
    void theDocumentationShowsTheTableAsItIs() throws Exception {
        var document = Path.of(System.getProperty("house.root"), "docs", "telemedicine-lifecycle.md");
        var generated = LifecycleDocument.of("Consult (远程会诊)", ConsultLifecycle.TABLE);
        Files.createDirectories(Path.of("target"));
        Files.writeString(Path.of("target", "telemedicine-lifecycle.md"), generated);

        assertThat(Files.readString(document))
                .as("copy telemedicine-service/target/telemedicine-lifecycle.md to docs")
                .isEqualTo(generated);
    }

    private List<Person> everybody() {
        var people = new ArrayList<Person>();
        for (var role : ROLES) {
            people.add(alliance.clinicDoctor().as(role));
            people.add(alliance.officer().as(role));
            people.add(alliance.expert("heart-1").as(role));
            people.add(alliance.expert("heart-2").as(role));
        }
        people.add(alliance.clinicDoctor().at("clinic-2"));
        people.add(alliance.expert("herbs-1").at("tcm"));
        people.add(alliance.officer().in("another"));
        people.add(alliance.clinicDoctor().as(ROLES.toArray(String[]::new)));
        return people;
    }

    private static List<Action> byHand() {
        return ConsultLifecycle.TABLE.rules().stream()
                .filter(rule -> !rule.isDoneByThePlatform() && !rule.opens())
                .map(Rule::action)
                .distinct()
                .toList();
    }

    private int expected(Action action, State state, Person person) {
        try {
            ConsultLifecycle.TABLE.permit(
                    action, state, new Standing(parties(state, person), Set.copyOf(person.roles())));
            return 412;
        } catch (Refusal refusal) {
            return switch (refusal) {
                case Refusal.Unknown _ -> 404;
                case Refusal.Forbidden _ -> 403;
                case Refusal.WrongState _ -> 409;
                default -> throw refusal;
            };
        }
    }

    /** Who is what to the consults of this test, said apart from the code that finds it out. */
    private Set<Party> parties(State state, Person person) {
        if (!person.alliance().equals(alliance.name())) {
            return Set.of();
        }
        return switch (person.institution()) {
            case "clinic" -> Set.of(Party.REQUESTER);
            case "hospital" ->
                person.practitioner().equals("heart-1") && hasExperts(state)
                        ? Set.of(Party.PROVIDER, Party.EXPERT, Party.CHIEF_EXPERT)
                        : Set.of(Party.PROVIDER);
            default -> Set.of();
        };
    }

    private static boolean hasExperts(State state) {
        return switch (state) {
            case OFFERED, SCHEDULED, IN_PROGRESS, OPINION_DRAFT, SIGNED, CLOSED -> true;
            case REQUESTED, DECLINED, CANCELLED -> false;
        };
    }

    private static int status(Api api, Reply consult, Action action) {
        var body = BODIES.getOrDefault(action, Map.of());
        return api.send(api.request("/consults/%s/%s".formatted(consult.id(), path(action)))
                        .header("Idempotency-Key", UUID.randomUUID().toString())
                        .header("If-Match", "\"%d\"".formatted(NO_VERSION))
                        .POST(BodyPublishers.ofString(api.json().writeValueAsString(body))))
                .status();
    }

    private static String path(Action action) {
        return action.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
