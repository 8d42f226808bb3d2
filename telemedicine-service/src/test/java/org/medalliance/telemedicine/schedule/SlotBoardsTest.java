package org.medalliance.telemedicine.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.medalliance.telemedicine.County.CARDIOLOGY;
import static org.medalliance.telemedicine.County.at;
import static org.medalliance.telemedicine.County.hours;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.medalliance.telemedicine.County;
import org.medalliance.telemedicine.County.Alliance;
import org.medalliance.telemedicine.County.Announced;
import org.medalliance.telemedicine.CountyTime;
import org.medalliance.telemedicine.TelemedicineTest;
import org.springframework.beans.factory.annotation.Autowired;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** Hours are laid down, and the other services are told which slots are free. */
@TelemedicineTest
class SlotBoardsTest {

    @Autowired
    County county;

    @Autowired
    SlotWatch watch;

    private Alliance alliance;

    @BeforeEach
    void monday() {
        CountyTime.TIME.set(CountyTime.MONDAY);
        alliance = county.found();
    }

    @Test
    void theFirstFiveFreeSlotsAreToldAndHowManyThereAre() {
        lay(hours("heart-1", CARDIOLOGY, "MON"), hours("heart-2", CARDIOLOGY, "MON"));

        var told = told();
        assertThat(told).hasSize(1);
        assertThat(told.getFirst().subject()).isEqualTo("hospital:03.04");
        var board = told.getFirst().data();
        assertThat(board.path("freeCount").asInt()).isEqualTo(2 * 2 * 6);
        assertThat(board.path("nextFree").size()).isEqualTo(5);
        assertThat(board.path("nextFree").path(0).path("startsAt").asString())
                .isEqualTo(at(0, "09:00").toString());
    }

    @Test
    void theSameHoursAgainChangeAndTellNothing() {
        lay(hours("heart-1", CARDIOLOGY, "MON"));

        var again = county.api(alliance.planner())
                .post("/schedules/import", Map.of("schedules", List.of(hours("heart-1", CARDIOLOGY, "MON"))))
                .ok();

        assertThat(again.body().path("changed").asBoolean()).isFalse();
        assertThat(told()).hasSize(1);
    }

    @Test
    void newHoursTakeThePlaceOfTheExpertsOldOnes() {
        lay(hours("heart-1", CARDIOLOGY, "MON"), hours("heart-1", CARDIOLOGY, "TUE"));
        lay(hours("heart-1", CARDIOLOGY, "WED"));

        var free = county.api(alliance.clinicDoctor())
                .get("/slots?provider=hospital&specialty=03.04")
                .ok();

        assertThat(free.body().path("freeCount").asInt()).isEqualTo(2 * 6);
        assertThat(free.body().path("items").path(0).path("startsAt").asString())
                .isEqualTo(at(2, "09:00").toString());
    }

    @Test
    void aSlotThatHasBegunIsNoLongerTold() {
        lay(hours("heart-1", CARDIOLOGY, "MON"));
        CountyTime.TIME.set(at(0, "09:01"));

        watch.look().block();

        awaitTold(2);
        assertThat(told().getLast()
                        .data()
                        .path("nextFree")
                        .path(0)
                        .path("startsAt")
                        .asString())
                .isEqualTo(at(0, "09:30").toString());
        watch.look().block();
        assertThat(told()).as("told once").hasSize(2);
    }

    /** The service's own look may have been at it first, and is passed over while it is. */
    private void awaitTold(int times) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(told()).hasSize(times));
    }

    @Test
    void ofManyWhoLookAtOnceOneTells() {
        lay(hours("heart-1", CARDIOLOGY, "MON"));
        CountyTime.TIME.set(at(0, "09:31"));

        Flux.range(0, 8)
                .flatMap(_ -> watch.look().subscribeOn(Schedulers.parallel()), 8)
                .blockLast();

        awaitTold(2);
        assertThat(told()).extracting(Announced::sequence).containsExactly(1L, 2L);
    }

    @Test
    void everyRowThatCannotStandIsNamedAndNothingIsWritten() {
        var backwards = new HashMap<>(hours("heart-2", CARDIOLOGY, "MON"));
        backwards.put("to", "08:00");

        var reply = county.api(alliance.planner())
                .post(
                        "/schedules/import",
                        Map.of(
                                "schedules",
                                List.of(
                                        hours("heart-1", CARDIOLOGY, "MON"),
                                        hours("nobody", CARDIOLOGY, "MON"),
                                        hours("nerve-1", CARDIOLOGY, "MON"),
                                        backwards,
                                        hours("heart-1", CARDIOLOGY, "MON"))));

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.body().path("errors").valueStream().map(it -> it.path("pointer")
                        .asString()))
                .containsExactly("/schedules/1/expert", "/schedules/2/specialty", "/schedules/3/to", "/schedules/4");
        assertThat(county.count("select count(*) from weekly_hours where alliance_id = :alliance", alliance.name()))
                .isZero();
        assertThat(told()).isEmpty();
    }

    @Test
    void onlyPlannersLayDownHours() {
        var reply = county.api(alliance.clinicDoctor())
                .post("/schedules/import", Map.of("schedules", List.of(hours("heart-1", CARDIOLOGY, "MON"))));

        assertThat(reply.status()).isEqualTo(403);
    }

    @SafeVarargs
    private void lay(Map<String, Object>... hours) {
        county.api(alliance.planner())
                .post("/schedules/import", Map.of("schedules", List.of(hours)))
                .ok();
    }

    private List<Announced> told() {
        return county.announced(alliance.name(), SlotBoards.TYPE);
    }
}
