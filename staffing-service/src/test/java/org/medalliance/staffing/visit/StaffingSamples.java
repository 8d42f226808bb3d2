package org.medalliance.staffing.visit;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.medalliance.platform.testing.OfficeSamples;
import org.medalliance.platform.testing.PlatformSamples;
import org.medalliance.platform.testing.Samples;
import org.medalliance.platform.testing.Samples.Target;
import org.medalliance.platform.testing.TestIdentityProvider.Person;
import org.medalliance.staffing.Api;
import org.medalliance.staffing.County;
import org.medalliance.staffing.visit.VisitLifecycle.State;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.json.JsonMapper;

/** One valid request for each of the service's routes. */
public final class StaffingSamples {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final County county;
    private final WebTestClient client;
    private final Visits visits;
    private final AtomicInteger minute = new AtomicInteger();
    private final Samples samples = new Samples();

    private StaffingSamples(Api api, County county) {
        this.client = WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + api.port())
                .responseTimeout(Duration.ofSeconds(30))
                .build();
        this.county = county;
        this.visits = new Visits(api, county);
    }

    public static Samples of(Api api, County county) {
        return new StaffingSamples(api, county).all();
    }

    private Samples all() {
        var manager = county.manager();
        directory(manager);
        samples.post(
                        Api.ROOT + "/visiting-days",
                        JSON.writeValueAsString(Visits.body(Visits.SOON.plusSeconds(36_000), 1)),
                        manager,
                        () -> Target.NONE)
                .get(Api.ROOT + "/visiting-days", manager, in(State.PLANNED))
                .get(Api.ROOT + "/visiting-days/{visitingDayId}", manager, in(State.PLANNED))
                .get(Api.ROOT + "/visiting-days/{visitingDayId}/timeline", manager, in(State.PLANNED));
        samples.post(
                        Api.ROOT + "/beds/report",
                        "{\"departments\": [{\"department\": \"CARD\", \"total\": 45, \"free\": 6}]}",
                        manager,
                        () -> Target.NONE)
                .get(Api.ROOT + "/beds", manager, () -> Target.NONE);
        var auditor = Person.of(county.alliance(), "lead", null, "auditor");
        samples.get(Api.ROOT + "/audit", auditor, () -> Target.NONE)
                .get(Api.ROOT + "/audit/access-report?caseId=" + UUID.randomUUID(), auditor, () -> Target.NONE);
        act("publish", manager, State.PLANNED);
        act("cancel", manager, State.PLANNED);
        act("confirm", county.heart(), State.PUBLISHED);
        act("refuse", county.heart(), State.PUBLISHED);
        act("check-in", county.heart(), State.CONFIRMED);
        act("complete", county.heart(), State.IN_SERVICE);
        act("evaluate", county.north(), State.DONE);
        new PlatformSamples(client, Api.ROOT, "visiting-day", county.heart(), county.admin(), this::published)
                .addTo(samples);
        return OfficeSamples.add(
                samples, client, Api.ROOT, Person.of(county.alliance(), "lead", "admin", "alliance-admin"));
    }

    private void directory(Person manager) {
        samples.post(
                Api.ROOT + "/directory/import",
                JSON.writeValueAsString(county.directory()),
                manager,
                () -> Target.NONE);
        for (var path : new String[] {
            "/institutions", "/practitioners", "/rosters", "/specialties", "/on-duty?institution=lead&unit=CARD"
        }) {
            samples.get(Api.ROOT + "/directory" + path, manager, () -> Target.NONE);
        }
        samples.get(
                        Api.ROOT + "/directory/institutions/{institutionId}",
                        manager,
                        () -> Target.of("institutionId", "lead"))
                .get(
                        Api.ROOT + "/directory/practitioners/{practitionerId}",
                        manager,
                        () -> Target.of("practitionerId", "heart"));
    }

    private void act(String action, Person by, State state) {
        Map<String, Object> body = Visits.bodyOf(action);
        samples.post(
                Api.ROOT + "/visiting-days/{visitingDayId}/" + action,
                body.isEmpty() ? null : JSON.writeValueAsString(body),
                by,
                in(state));
    }

    private UUID published() {
        return UUID.fromString(visits.in(State.PUBLISHED, minute.incrementAndGet()));
    }

    private Supplier<Target> in(State state) {
        return () -> {
            var id = visits.in(state, minute.incrementAndGet());
            return Target.of("visitingDayId", id, visits.version(id));
        };
    }
}
