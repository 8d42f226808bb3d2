package org.medalliance.staffing.visit;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.access.WorkerDatabase;
import org.medalliance.platform.testing.ServiceTest;
import org.medalliance.staffing.Api;
import org.medalliance.staffing.County;
import org.medalliance.staffing.EventLog;
import org.medalliance.staffing.visit.VisitLifecycle.State;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@ServiceTest
class VisitWalkTest {

    private static final Instant NEXT_WEEK =
            Instant.now().plus(7, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);

    @LocalServerPort
    int port;

    @Autowired
    WorkerDatabase database;

    @Autowired
    MeterRegistry meters;

    private Api api;
    private County county;
    private Visits visits;

    @BeforeEach
    void aCounty() {
        api = new Api(port);
        county = County.imported(api);
        visits = new Visits(api, county);
    }

    private List<EventLog.Seen> events() {
        return new EventLog(database).of(county, "staffing.events.v1");
    }

    @Test
    void aVisitingDayFromThePlanToTheClinicsEvaluation() {
        var planned = visits.plan(county.manager(), Visits.body(Visits.SOON, 180));
        assertThat(planned.status()).isEqualTo(201);
        assertThat(planned.etag()).isEqualTo("\"1\"");
        var id = planned.body().get("id").asString();
        assertThat(planned.location()).isEqualTo(Api.ROOT + "/visiting-days/" + id);
        assertThat(planned.body().at("/availableActions/0/action").asString()).isEqualTo("publish");

        assertThat(visits.act(county.manager(), id, "publish").status()).isEqualTo(200);
        assertThat(visits.act(county.heart(), id, "confirm").status()).isEqualTo(200);
        assertThat(visits.act(county.heart(), id, "check-in").status()).isEqualTo(200);
        assertThat(visits.act(county.heart(), id, "complete").status()).isEqualTo(200);
        var evaluated = visits.act(county.north(), id, "evaluate");

        assertThat(evaluated.body().get("state").asString()).isEqualTo("EVALUATED");
        assertThat(evaluated.body().get("score").asInt()).isEqualTo(5);
        assertThat(evaluated.body().get("availableActions")).isEmpty();
        var timeline = api.get(county.north(), "/visiting-days/%s/timeline".formatted(id));
        assertThat(timeline.body().get("items").valueStream().map(it -> it.get("action")
                        .asString()))
                .containsExactly("PLAN", "PUBLISH", "CONFIRM", "CHECK_IN", "COMPLETE", "EVALUATE");
    }

    @Test
    void aPublishedDayIsAnnouncedOnce() {
        var id = visits.planned(0);
        var key = UUID.randomUUID().toString();
        var path = "/visiting-days/%s/publish".formatted(id);

        var same = IntStream.range(0, 6)
                .parallel()
                .mapToObj(_ -> api.post(county.manager(), path, Map.of(), "\"1\"", key))
                .toList();
        var rivals = IntStream.range(0, 6)
                .parallel()
                .mapToObj(_ -> visits.act(county.manager(), id, "publish", 1).status())
                .toList();

        assertThat(same)
                .allMatch(it -> it.status() == 200)
                .extracting(Api.Reply::body)
                .containsOnly(same.getFirst().body());
        assertThat(rivals).allMatch(it -> it == 409 || it == 412);
        assertThat(events()).singleElement().satisfies(event -> {
            assertThat(event.key()).isEqualTo(county.alliance() + "/" + id);
            assertThat(event.type()).isEqualTo(VisitLifecycle.PUBLISHED_EVENT);
            assertThat(event.sequence()).isEqualTo(2);
            assertThat(event.data().get("clinic").asString()).isEqualTo("north");
        });
    }

    @Test
    void aDayThatDoesNotTakePlaceIsTakenBackOnlyIfItHadBeenPublished() {
        visits.in(State.CANCELLED, 0);
        assertThat(events()).isEmpty();

        var refused = visits.in(State.REFUSED, 1);
        var confirmed = visits.in(State.CONFIRMED, 2);
        visits.act(county.manager(), confirmed, "cancel");

        assertThat(events().stream().filter(it -> it.type().equals(VisitLifecycle.CANCELLED_EVENT)))
                .extracting(EventLog.Seen::subject)
                .containsExactlyInAnyOrder(refused, confirmed);
    }

    @Test
    void theDoctorIsFreeAgainOnceTheDayIsRefusedOrCancelled() {
        visits.in(State.REFUSED, 0);
        visits.in(State.CANCELLED, 0);

        assertThat(visits.plan(county.manager(), Visits.body(Visits.SOON, 1)).status())
                .isEqualTo(201);
        var again = visits.plan(county.manager(), Visits.body("heart", "south", "03.04", Visits.SOON, 1));
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.type()).isEqualTo("doctor-elsewhere");
    }

    @Test
    void aHospitalPlansForItsOwnDoctorsAndTheLeadHospitalForAll() {
        var herbs = Visits.body("herbs", "north", "50.01", NEXT_WEEK, 240);
        var heart = Visits.body("heart", "north", "03.04", NEXT_WEEK, 240);

        assertThat(visits.plan(county.tcmManager(), heart).type()).isEqualTo("not-your-doctor");
        assertThat(visits.plan(county.manager().at("north"), heart).type()).isEqualTo("not-your-doctor");
        var byEmployer = visits.plan(county.tcmManager(), herbs);
        assertThat(byEmployer.status()).isEqualTo(201);

        var id = byEmployer.body().get("id").asString();
        assertThat(visits.act(county.manager(), id, "publish").status()).isEqualTo(200);
        assertThat(visits.act(county.tcmManager(), id, "cancel").status()).isEqualTo(200);
    }

    @Test
    void onlyTheVeryDoctorConfirms() {
        var id = visits.in(State.PUBLISHED, 0);

        assertThat(visits.act(county.nerve(), id, "confirm").status()).isEqualTo(403);
        assertThat(visits.act(county.heart().as("clinic-doctor"), id, "confirm").status())
                .isEqualTo(403);
        assertThat(visits.act(county.heart(), id, "confirm").status()).isEqualTo(200);
    }

    @Test
    void aDoctorChecksInFromTwoHoursBeforeTheStart() {
        var id = visits.plan(county.manager(), Visits.body(NEXT_WEEK, 180))
                .body()
                .get("id")
                .asString();
        visits.act(county.manager(), id, "publish");
        visits.act(county.heart(), id, "confirm");

        var early = visits.act(county.heart(), id, "check-in");

        assertThat(early.status()).isEqualTo(409);
        assertThat(early.type()).isEqualTo("too-early");
        assertThat(visits.read(id).body().get("state").asString()).isEqualTo("CONFIRMED");
    }

    @Test
    void aPlanThatCannotBeRightIsRefusedWithEveryReason() {
        var body = Visits.body("nobody", "tcm", "99.99", Instant.now().minusSeconds(60), 10);
        var refused = visits.plan(county.manager(), body);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.faults())
                .containsExactlyInAnyOrder(
                        "/startsAt in-the-past", "/practitioner unknown-practitioner", "/clinic not-a-clinic");

        assertThat(visits.plan(county.manager(), Visits.body("heart", "moon", "02", NEXT_WEEK, 13 * 60))
                        .faults())
                .containsExactlyInAnyOrder(
                        "/endsAt visit-too-long", "/specialty specialty-not-held", "/clinic unknown-institution");
        assertThat(visits.plan(county.manager(), Visits.body("general", "north", "02", NEXT_WEEK, 0))
                        .faults())
                .containsExactlyInAnyOrder("/endsAt ends-before-start", "/clinic clinic-is-home");
    }

    @Test
    void theDaysToComeAreListedForTheirPartiesPageByPage() {
        for (var minute = 0; minute < 5; minute++) {
            visits.planned(minute);
        }
        visits.plan(county.manager(), Visits.body("herbs", "south", "50.01", NEXT_WEEK, 60));

        var first = api.get(county.north(), "/visiting-days?limit=3");
        var second = api.get(
                county.north(),
                "/visiting-days?limit=3&cursor=" + first.body().get("next").asString());

        assertThat(first.body().get("items")).hasSize(3);
        assertThat(second.body().get("items")).hasSize(2);
        assertThat(api.get(county.heart(), "/visiting-days").body().get("items"))
                .hasSize(6);
        assertThat(api.get(county.herbs(), "/visiting-days").body().get("items"))
                .hasSize(1);
        assertThat(api.get(county.manager(), "/visiting-days?clinic=south")
                        .body()
                        .get("items"))
                .hasSize(1);
        assertThat(api.get(county.manager(), "/visiting-days?from=" + NEXT_WEEK.plus(2, ChronoUnit.HOURS))
                        .body()
                        .get("items"))
                .isEmpty();
    }

    @Test
    void aMoveIsCountedOnceItIsCommittedAndOnlyThen() {
        var id = visits.planned(0);
        var before = published();

        visits.act(county.manager(), id, "publish", 7);
        assertThat(published()).isEqualTo(before);

        visits.act(county.manager(), id, "publish", 1);
        visits.act(county.manager(), id, "publish", 2);
        assertThat(published()).isEqualTo(before + 1);
    }

    private double published() {
        return meters.get("alliance.visiting.day.moves")
                .tag("action", "PUBLISH")
                .tag("state", "PUBLISHED")
                .counter()
                .count();
    }

    @Test
    void aReasonThatIsNoneOfTheKnownNeedsWords() {
        var id = visits.in(State.PUBLISHED, 0);
        var path = "/visiting-days/%s/refuse".formatted(id);

        var mute = api.post(
                county.heart(),
                path,
                Map.of("reason", "OTHER"),
                "\"2\"",
                UUID.randomUUID().toString());
        assertThat(mute.status()).isEqualTo(422);
        assertThat(mute.faults()).containsExactly("/comment comment-missing");

        var said = api.post(
                county.heart(),
                path,
                Map.of("reason", "OTHER", "comment", "培训"),
                "\"2\"",
                UUID.randomUUID().toString());
        assertThat(said.status()).isEqualTo(200);
    }
}
