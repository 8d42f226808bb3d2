package org.medalliance.staffing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.testing.ServiceTest;
import org.medalliance.platform.testing.TestIdentityProvider.Person;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

/**
 * Every route that there is, asked by those who have no part: a new route is tested by being there. At the webhooks and
 * at retention, which every service has, the platform's own tests look.
 */
@ServiceTest
class SightTest {

    static final String[] ALL_ROLES = {
        "clinic-doctor", "referral-officer", "duty-officer", "centre-lead", "specialist", "reviewer",
        "staffing-manager", "bureau-viewer", "auditor", "alliance-admin", "his-client", "service"
    };

    private static final LocalDate NEXT_YEAR = LocalDate.now(ZoneOffset.UTC).plusYears(1);

    @LocalServerPort
    int port;

    @Autowired
    RequestMappingHandlerMapping requestMappingHandlerMapping;

    private enum Sees {
        /** Parties of the case. */
        PARTIES,
        /** Everyone of the alliance, and nobody else. */
        ALLIANCE,
        /** Everyone of the alliance, and nobody else: without an id there is nothing that could be missing. */
        OWN_LIST,
        /** The auditor of the alliance, in whose trail a stranger's own asking is; the platform's tests look closer. */
        AUDITOR,
        /** The operator; the platform's own tests look closer. */
        OPERATOR,
        /** Common knowledge, or the caller's own. */
        EVERYONE,
        /** The caller's own, which nobody has changed yet. */
        OWN_POLICY
    }

    /**
     * @param path with the ids filled in, from the id of a visiting day
     */
    private record Sample(Sees sees, Function<String, String> path, Object body) {}

    private static Sample sample(Sees sees, String path, Object body) {
        return new Sample(sees, id -> path.replace("{visitingDayId}", id), body);
    }

    private static Map<String, Sample> samples() {
        var none = Map.of();
        var why = Map.of("reason", "DUTY");
        var day = "/visiting-days/{visitingDayId}";
        return Map.ofEntries(
                Map.entry("GET " + day, sample(Sees.PARTIES, day, none)),
                Map.entry("GET " + day + "/timeline", sample(Sees.PARTIES, day + "/timeline", none)),
                Map.entry("POST " + day + "/publish", sample(Sees.PARTIES, day + "/publish", none)),
                Map.entry("POST " + day + "/confirm", sample(Sees.PARTIES, day + "/confirm", none)),
                Map.entry("POST " + day + "/refuse", sample(Sees.PARTIES, day + "/refuse", why)),
                Map.entry("POST " + day + "/cancel", sample(Sees.PARTIES, day + "/cancel", why)),
                Map.entry("POST " + day + "/check-in", sample(Sees.PARTIES, day + "/check-in", none)),
                Map.entry("POST " + day + "/complete", sample(Sees.PARTIES, day + "/complete", none)),
                Map.entry("POST " + day + "/evaluate", sample(Sees.PARTIES, day + "/evaluate", Map.of("score", 3))),
                Map.entry("GET /visiting-days", sample(Sees.OWN_LIST, "/visiting-days", none)),
                Map.entry("POST /visiting-days", sample(Sees.OWN_LIST, "/visiting-days", plan())),
                Map.entry("POST /directory/import", sample(Sees.OWN_LIST, "/directory/import?dryRun=true", none)),
                Map.entry("GET /directory/institutions", sample(Sees.OWN_LIST, "/directory/institutions", none)),
                Map.entry("GET /directory/practitioners", sample(Sees.OWN_LIST, "/directory/practitioners", none)),
                Map.entry("GET /directory/rosters", sample(Sees.OWN_LIST, "/directory/rosters", none)),
                Map.entry(
                        "GET /directory/institutions/{institutionId}",
                        sample(Sees.ALLIANCE, "/directory/institutions/lead", none)),
                Map.entry(
                        "GET /directory/practitioners/{practitionerId}",
                        sample(Sees.ALLIANCE, "/directory/practitioners/heart", none)),
                Map.entry(
                        "GET /directory/on-duty",
                        sample(Sees.ALLIANCE, "/directory/on-duty?institution=lead&unit=CARD", none)),
                Map.entry("GET /directory/specialties", sample(Sees.EVERYONE, "/directory/specialties", none)),
                Map.entry("GET /beds", sample(Sees.OWN_LIST, "/beds", none)),
                Map.entry("POST /beds/report", sample(Sees.OWN_LIST, "/beds/report", beds())),
                Map.entry("GET /attention", sample(Sees.OWN_LIST, "/attention", none)),
                Map.entry(
                        "GET /attention/feed",
                        sample(Sees.EVERYONE, "/attention/feed?since=2099-01-01T00:00:00Z", none)),
                Map.entry("GET /attention/{itemId}", sample(Sees.PARTIES, nobodys("/attention/"), none)),
                Map.entry(
                        "POST /attention/{itemId}/acknowledge",
                        sample(Sees.PARTIES, nobodys("/attention/") + "/acknowledge", none)),
                Map.entry(
                        "POST /attention/{itemId}/hand-over",
                        sample(
                                Sees.PARTIES,
                                nobodys("/attention/") + "/hand-over",
                                Map.of("to", "ROLE", "value", "specialist"))),
                Map.entry("GET /deadline-policies", sample(Sees.EVERYONE, "/deadline-policies", none)),
                Map.entry(
                        "GET /deadline-policies/{caseType}",
                        sample(Sees.EVERYONE, "/deadline-policies/visiting-day", none)),
                Map.entry(
                        "GET /deadline-policies/{caseType}/history",
                        sample(Sees.EVERYONE, "/deadline-policies/visiting-day/history", none)),
                Map.entry(
                        "POST /deadline-policies/{caseType}",
                        sample(Sees.OWN_POLICY, "/deadline-policies/visiting-day", policy())),
                Map.entry("GET /operations/keys", sample(Sees.OPERATOR, "/operations/keys", none)),
                Map.entry("GET /audit", sample(Sees.AUDITOR, "/audit?action=none", none)),
                Map.entry(
                        "GET /audit/access-report",
                        sample(Sees.AUDITOR, "/audit/access-report?caseId=" + UUID.randomUUID(), none)),
                Map.entry("GET /operations/dead-letters", sample(Sees.OPERATOR, "/operations/dead-letters", none)),
                Map.entry(
                        "POST /operations/dead-letters/{deadLetterId}/replay",
                        sample(Sees.OPERATOR, "/operations/dead-letters/" + UUID.randomUUID() + "/replay", none)),
                Map.entry(
                        "POST /operations/dead-letters/{deadLetterId}/discard",
                        sample(Sees.OPERATOR, "/operations/dead-letters/" + UUID.randomUUID() + "/discard", none)));
    }

    private static String nobodys(String path) {
        return path + UUID.randomUUID();
    }

    private static Map<String, Object> policy() {
        var monday = Map.of("day", "MONDAY", "from", "08:00", "to", "12:00");
        var watch = Map.of(
                "name",
                "watch",
                "states",
                List.of("PUBLISHED", "REFUSED", "CONFIRMED", "IN_SERVICE", "DONE"),
                "pausedIn",
                List.of(),
                "when",
                Map.of(),
                "counting",
                "ALWAYS",
                "endsWithAcknowledgement",
                false,
                "steps",
                List.of(Map.of("after", "P1D", "party", "EMPLOYER", "role", "staffing-manager", "urgency", "HIGH")));
        return Map.of("limits", List.of(watch), "defaultHours", List.of(monday));
    }

    private static Map<String, Object> beds() {
        return Map.of("departments", List.of(Map.of("department", "CARD", "total", 45, "free", 6)));
    }

    private static Map<String, Object> plan() {
        return Map.of(
                "practitioner",
                "heart",
                "clinic",
                "north",
                "specialty",
                "03.04",
                "startsAt",
                NEXT_YEAR + "T08:00:00+08:00",
                "endsAt",
                NEXT_YEAR + "T12:00:00+08:00",
                "places",
                10);
    }

    private List<String> routes() {
        var routes = new ArrayList<String>();
        requestMappingHandlerMapping.getHandlerMethods().keySet().forEach(mapping -> {
            for (var pattern : mapping.getPatternsCondition().getPatterns()) {
                for (var method : mapping.getMethodsCondition().getMethods()) {
                    if (pattern.getPatternString().startsWith(Api.ROOT + "/")
                            && !pattern.getPatternString().startsWith(Api.ROOT + "/webhooks")
                            && !pattern.getPatternString().startsWith(Api.ROOT + "/retention-policy")) {
                        routes.add(method + " " + pattern.getPatternString().substring(Api.ROOT.length()));
                    }
                }
            }
        });
        return routes;
    }

    private Api.Reply ask(Person person, String route, Sample sample, String id) {
        var path = sample.path().apply(id);
        return route.startsWith(HttpMethod.GET.name())
                ? new Api(port).get(person, path)
                : new Api(port)
                        .post(
                                person,
                                path,
                                sample.body(),
                                "\"1\"",
                                UUID.randomUUID().toString());
    }

    String aVisitingDay(County county) {
        return new Api(port)
                .post(county.manager(), "/visiting-days", plan())
                .body()
                .get("id")
                .asString();
    }

    @Test
    void everyRouteHasASample() {
        assertThat(routes()).containsExactlyInAnyOrderElementsOf(samples().keySet());
    }

    @Test
    void anotherAllianceSeesNothing() {
        var county = County.imported(new Api(port));
        var id = aVisitingDay(county);
        for (var institution : List.of("lead", "north")) {
            var stranger = Person.of("elsewhere-" + institution, institution, "heart", ALL_ROLES);
            for (var route : routes()) {
                var sample = samples().get(route);
                var reply = ask(stranger, route, sample, id);
                switch (sample.sees()) {
                    case PARTIES, ALLIANCE ->
                        assertThat(reply.status()).as(route).isEqualTo(404);
                    case OWN_LIST ->
                        assertThat(reply.body().toString())
                                .as(route)
                                .doesNotContain(id)
                                .doesNotContain("测试")
                                .doesNotContain("\"items\":[{");
                    case AUDITOR ->
                        assertThat(reply.body().path("items")).as(route).isEmpty();
                    case OPERATOR -> assertThat(reply.status()).as(route).isEqualTo(403);
                    case EVERYONE -> assertThat(reply.status()).as(route).isEqualTo(200);
                    case OWN_POLICY -> assertThat(reply.status()).as(route).isEqualTo(412);
                }
            }
        }
    }

    @Test
    void anInstitutionWithoutAPartSeesNoneOfTheCase() {
        var county = County.imported(new Api(port));
        var id = aVisitingDay(county);
        var foreign = Person.of(county.alliance(), "south", "somebody", ALL_ROLES);
        for (var route : routes()) {
            var sample = samples().get(route);
            if (sample.sees() == Sees.PARTIES) {
                var reply = ask(foreign, route, sample, id);
                assertThat(reply.status()).as(route).isEqualTo(404);
                assertThat(reply.type()).as(route).isEqualTo("unknown");
            }
        }
        assertThat(new Api(port).get(foreign, "/visiting-days").body().get("items"))
                .isEmpty();
    }
}
