package org.medalliance.telemedicine;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.medalliance.platform.testing.OfficeSamples;
import org.medalliance.platform.testing.PlatformSamples;
import org.medalliance.platform.testing.Samples;
import org.medalliance.platform.testing.Samples.Target;
import org.medalliance.platform.testing.TestIdentityProvider.Person;
import org.medalliance.telemedicine.County.Alliance;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.json.JsonMapper;

/** One valid request for each of the service's routes. */
final class TelemedicineSamples {

    private static final String ROOT = "/api/telemedicine/v1";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final County county;
    private final Alliance alliance;
    private final Samples samples = new Samples();

    private TelemedicineSamples(County county, Alliance alliance) {
        this.county = county;
        this.alliance = alliance;
    }

    static Samples of(County county, Alliance alliance) {
        return new TelemedicineSamples(county, alliance).all();
    }

    private Samples all() {
        var doctor = alliance.clinicDoctor();
        var expert = alliance.expert("heart-1");
        var officer = alliance.officer();
        samples.post(
                        ROOT + "/schedules/import",
                        text(Map.of("schedules", List.of(County.hours("heart-2", County.CARDIOLOGY, "MON")))),
                        alliance.planner(),
                        () -> Target.NONE)
                .get(ROOT + "/slots?provider=hospital&specialty=03.04", doctor, () -> Target.NONE)
                .post(ROOT + "/consults", text(request()), doctor, () -> Target.NONE)
                .get(ROOT + "/consults?side=requester", doctor, requested())
                .get(ROOT + "/consults/{id}", doctor, requested())
                .get(ROOT + "/consults/{id}/timeline", doctor, requested())
                .get(ROOT + "/consults/{id}/opinion", doctor, signed());
        var auditor = Person.of(alliance.name(), "hospital", null, "auditor");
        samples.get(ROOT + "/audit", auditor, () -> Target.NONE)
                .get(ROOT + "/audit/access-report?caseId=" + UUID.randomUUID(), auditor, () -> Target.NONE);
        act("arrange", "{\"experts\": [\"heart-1\"]}", officer, requested());
        act("take", null, expert, requested());
        act("agree", null, expert, offered());
        act("refuse", "{\"reason\": \"NOT_AVAILABLE\"}", expert, offered());
        act("start", null, doctor, () -> after(offered().get(), expert, "agree", Map.of()));
        act("draft-opinion", text(opinion()), expert, taken());
        act("sign", null, expert, drafted());
        act("acknowledge", "{\"done\": \"已转上级\"}", doctor, signed());
        act("decline", "{\"reason\": \"NEEDS_REFERRAL\"}", officer, requested());
        act("cancel", "{\"reason\": \"IMPROVED\"}", doctor, requested());
        var platform = new PlatformSamples(client(), ROOT, "consult", expert, admin(), this::newCase);
        platform.addTo(samples);
        platform.addBreakGlassTo(samples, stranger(), stranger().as("auditor"), this::newNumber);
        return OfficeSamples.add(samples, client(), ROOT, alliance.administrator());
    }

    private void act(String action, String body, Person by, Supplier<Target> target) {
        samples.post(ROOT + "/consults/{id}/" + action, body, by, target);
    }

    /** Patient and expert are in one consult at a time: the clock moves on for each. */
    private WebTestClient client() {
        return WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + county.port())
                .responseTimeout(Duration.ofSeconds(30))
                .build();
    }

    private Person admin() {
        return Person.of(alliance.name(), "office", "admin-1", "alliance-admin");
    }

    private Person stranger() {
        return Person.of(alliance.name(), "elsewhere", "stranger-1", "clinic-doctor");
    }

    private UUID newCase() {
        return UUID.fromString(requested().get().ids().get("id"));
    }

    private String newNumber() {
        var id = requested().get().ids().get("id");
        return county.api(alliance.clinicDoctor())
                .get("/consults/" + id)
                .ok()
                .body()
                .path("number")
                .asString();
    }

    private Supplier<Target> requested() {
        return () -> {
            CountyTime.TIME.advance(Duration.ofHours(1));
            return target(county.api(alliance.clinicDoctor()).post("/consults", request()));
        };
    }

    private Supplier<Target> offered() {
        return () -> after(requested().get(), alliance.officer(), "arrange", Map.of("experts", List.of("heart-1")));
    }

    private Supplier<Target> taken() {
        return () -> after(requested().get(), alliance.expert("heart-1"), "take", Map.of());
    }

    private Supplier<Target> drafted() {
        return () -> after(taken().get(), alliance.expert("heart-1"), "draft-opinion", opinion());
    }

    private Supplier<Target> signed() {
        return () -> after(drafted().get(), alliance.expert("heart-1"), "sign", Map.of());
    }

    private Target after(Target before, Person person, String action, Object body) {
        var path = "/consults/%s/%s".formatted(before.ids().get("id"), action);
        return target(county.api(person).post(path, before.version(), body));
    }

    private static Target target(Api.Reply reply) {
        return Target.of("id", reply.ok().id(), reply.version());
    }

    static Map<String, Object> request() {
        return Map.of(
                "patient", Map.of("name", "张三丰", "sex", "MALE", "birthDate", "1960-01-01"),
                "provider", "hospital",
                "specialty", County.CARDIOLOGY,
                "kind", "LIVE",
                "priority", "EMERGENCY",
                "question", "胸闷,是否上转?",
                "consent", true);
    }

    private static Map<String, Object> opinion() {
        return Map.of("findings", "ST 段压低", "advice", "复查", "conclusion", "REFER_UP");
    }

    private static String text(Object body) {
        return JSON.writeValueAsString(body);
    }
}
