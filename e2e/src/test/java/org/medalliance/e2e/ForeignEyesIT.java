package org.medalliance.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.medalliance.e2e.Door.Call;

/** Whoever has no part in a case sees nothing of it, on any route there is: a new route is tested by being there. */
class ForeignEyesIT {

    /** Another clinic of the alliance, whose roles would do if it had a part. */
    private static final String OTHER_CLINIC = "baying.doctor";

    private static final String OTHER_ALLIANCE = "huichang.officer";

    private final Door door = Platform.door();
    private final Cases cases = new Cases(door);

    @TestFactory
    Stream<DynamicTest> anotherClinicFindsNothingUnderAnyId() {
        assertThat(Platform.demoExit()).isZero();
        var ids = existingIds();
        return Routes.all(door)
                .filter(Routes.Route::takesAnId)
                .filter(ForeignEyesIT::namesACase)
                .flatMap(route -> strangersTo(route)
                        .map(user -> DynamicTest.dynamicTest(user + " " + route, () -> isNotFound(route, user, ids))));
    }

    /**
     * Items, policies, webhooks, reviews and erasure are for roles that a clinic's doctor has not, and identify looks at its body
     * first: the services' own tests (ForeignEyes) ask for those with every role and a body of theirs. Catalogues and numbers
     * are named by codes that are given out; there is nothing to hide.
     */
    private static boolean namesACase(Routes.Route route) {
        return Stream.of(
                        "/operations/",
                        "/attention/",
                        "/deadline-policies/",
                        "/webhooks/",
                        "/break-glass/",
                        "/erase",
                        "/identify",
                        "/catalogue/",
                        "/indicators/")
                .noneMatch(route.path()::contains);
    }

    /** The directory is open to its own alliance. */
    private static Stream<String> strangersTo(Routes.Route route) {
        return route.path().contains("/directory/")
                ? Stream.of(OTHER_ALLIANCE)
                : Stream.of(OTHER_CLINIC, OTHER_ALLIANCE);
    }

    private void isNotFound(Routes.Route route, String user, Map<String, String> ids) {
        var id = ids.get(kind(route));
        assertThat(id)
                .as("an existing id for %s: tell this test where one comes from", route)
                .isNotNull();

        var reply = door.send(route.call(user, id));

        assertThat(reply.status()).as("%s %s", route, reply.text()).isEqualTo(404);
        assertThat(reply.isProblem()).isTrue();
        assertThat(reply.json().path("type").asString()).isEqualTo("urn:medalliance:problem:unknown");
    }

    /** A party gets through on the same route, so that the 404 above is about who asks. */
    @Test
    void thePartiesThemselvesAreLetIn() {
        var ids = existingIds();
        assertThat(door.send(Call.get(Cases.DOCTOR, "/api/referral/v1/referrals/" + ids.get("referrals")))
                        .status())
                .isEqualTo(200);
        assertThat(door.send(Call.get(Cases.DOCTOR, "/api/referral/v1/patients/" + ids.get("patients")))
                        .status())
                .isEqualTo(200);
        assertThat(door.send(Call.get(Cases.DOCTOR, "/api/telemedicine/v1/consults/" + ids.get("consults")))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void thoseWhoHaveAPartInStaffingAreLetInToo() {
        var ids = existingIds();
        for (var path : List.of(
                "/visiting-days/" + ids.get("visiting-days"),
                "/directory/institutions/" + ids.get("institutions"),
                "/directory/practitioners/" + ids.get("practitioners"))) {
            assertThat(door.send(Call.get("people.medical-affairs", "/api/staffing/v1" + path))
                            .status())
                    .as(path)
                    .isEqualTo(200);
        }
    }

    private Map<String, String> existingIds() {
        var referral = cases.submitted();
        var consult = door.ok(Call.post(Cases.DOCTOR, "/api/telemedicine/v1/consults", """
                {"patient": {"name": "测试患者", "sex": "FEMALE", "birthDate": "1955-05-05"},
                 "provider": "rj-people-hospital", "specialty": "03.04", "kind": "ADVICE", "priority": "ROUTINE",
                 "question": "用药是否合适?", "consent": true}"""));
        return Map.of(
                "referrals", referral.path("id").asString(),
                "patients", referral.path("patient").path("id").asString(),
                "consults", consult.path("id").asString(),
                "visiting-days", visitingDay(),
                "institutions", "rj-people-hospital",
                "practitioners", practitioner());
    }

    /** The demo has planned one; a clinic that it is not for has no part in it. */
    private String visitingDay() {
        var days = door.ok(Call.get("people.medical-affairs", "/api/staffing/v1/visiting-days"))
                .path("items");
        for (var day : days) {
            if (!day.path("clinic").asString().equals("rj-baying")) {
                return day.path("id").asString();
            }
        }
        throw new AssertionError("The demo's morning left no visiting day at another clinic: " + days);
    }

    private String practitioner() {
        return door.ok(Call.get(Cases.DOCTOR, "/api/staffing/v1/directory/practitioners"))
                .path("items")
                .path(0)
                .path("id")
                .asString();
    }

    /** What the first id in the path is the id of. */
    private static String kind(Routes.Route route) {
        var before = route.path().substring(0, route.path().indexOf("/{"));
        return before.substring(before.lastIndexOf('/') + 1);
    }
}
