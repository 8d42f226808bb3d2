package org.medalliance.telemedicine.consult;

import static org.assertj.core.api.Assertions.assertThat;
import static org.medalliance.telemedicine.County.at;
import static org.medalliance.telemedicine.County.until;
import static org.medalliance.telemedicine.consult.Cases.act;
import static org.medalliance.telemedicine.consult.Cases.plan;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.testing.TestEvents;
import org.medalliance.telemedicine.County;
import org.medalliance.telemedicine.County.Alliance;
import org.medalliance.telemedicine.CountyTime;
import org.medalliance.telemedicine.TelemedicineTest;
import org.medalliance.telemedicine.schedule.Span;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.reactive.TransactionalOperator;
import tools.jackson.databind.json.JsonMapper;

/** A doctor who visits a clinic does not sit at the consult desk. */
@TelemedicineTest
class VisitingDayTest {

    @Autowired
    County county;

    @Autowired
    ConsultDesk desk;

    @Autowired
    TransactionalOperator transaction;

    @Autowired
    JsonMapper json;

    private Alliance alliance;
    private Cases cases;

    @BeforeEach
    void monday() {
        CountyTime.TIME.set(CountyTime.MONDAY);
        alliance = county.foundWithHours();
        cases = new Cases(county, alliance);
    }

    @Test
    void aPublishedVisitingDayTakesTheDoctorsSlotsAway() {
        var offered = cases.offered(at(1, "09:00"), "heart-1");
        var scheduled = cases.scheduled(at(1, "10:00"), "heart-1");
        var otherDay = cases.scheduled(at(2, "09:00"), "heart-1");
        var colleague = cases.scheduled(at(1, "09:00"), "heart-2");

        publish(UUID.randomUUID(), 2, at(1, "08:00"), at(1, "12:00"));
        until(() ->
                state(offered.id()).equals("REQUESTED") && state(scheduled.id()).equals("REQUESTED"));

        assertThat(state(otherDay.id())).isEqualTo("SCHEDULED");
        assertThat(state(colleague.id())).isEqualTo("SCHEDULED");
        assertThat(free("heart-1"))
                .noneMatch(it -> it.compareTo(at(1, "08:00")) >= 0 && it.compareTo(at(1, "12:00")) < 0);
        assertThat(free("heart-2")).contains(at(1, "09:30"));
        assertThat(cases.officer()
                        .get("/consults/%s/timeline".formatted(offered.id()))
                        .text())
                .contains("EXPERT_UNAVAILABLE");
        var again = cases.officer().get("/consults/" + offered.id());
        assertThat(act(cases.officer(), again, "arrange", plan(at(1, "09:30"), "heart-1"))
                        .code())
                .isEqualTo("expert-away");
        act(cases.officer(), again, "arrange", plan(at(1, "09:30"), "heart-2")).ok();
    }

    @Test
    void theOtherServicesAreToldThatTheSlotsAreGone() {
        var before = freeCountTold();

        publish(UUID.randomUUID(), 2, at(1, "08:00"), at(1, "12:00"));

        until(() -> freeCountTold() == before - 6);
    }

    @Test
    void aVisitingDayThatIsCalledOffGivesTheSlotsBack() {
        var day = UUID.randomUUID();
        publish(day, 2, at(1, "08:00"), at(1, "12:00"));
        until(() -> !free("heart-1").contains(at(1, "09:00")));

        callOff(day, 3);

        until(() -> free("heart-1").contains(at(1, "09:00")));
    }

    @Test
    void anOlderWordOnAVisitingDayChangesNothing() {
        var day = UUID.randomUUID();
        publish(day, 2, at(1, "08:00"), at(1, "12:00"));
        callOff(day, 3);
        until(() -> free("heart-1").contains(at(1, "09:00")) && absences() == 1);

        away(day, 2).block();

        assertThat(free("heart-1")).contains(at(1, "09:00"));
    }

    @Test
    void aConsultThatIsUnderWayIsNotTakenFromTheDoctor() {
        var scheduled = cases.scheduled(at(0, "09:00"), "heart-1");
        CountyTime.TIME.set(at(0, "08:50"));
        var started = act(cases.clinic(), scheduled, "start", Map.of()).ok();

        publish(UUID.randomUUID(), 2, at(0, "08:00"), at(0, "12:00"));
        until(() -> absences() == 1);

        assertThat(state(started.id())).isEqualTo("IN_PROGRESS");
    }

    /** Without the lock on the expert, each would miss what the other has not yet committed. */
    @Test
    void aVisitingDayAndABookingOfTheSameHourNeverBothStand() {
        for (int round = 1; round <= 10; round++) {
            var day = round;
            var consult = cases.requested("LIVE", "ROUTINE");
            var booking = CompletableFuture.supplyAsync(
                    () -> act(cases.officer(), consult, "arrange", plan(at(day, "09:00"), "heart-1")));
            var absence = CompletableFuture.runAsync(() -> desk.expertAway(
                            new Scope(alliance.name()),
                            UUID.randomUUID(),
                            2,
                            "heart-1",
                            new Span(at(day, "08:00"), at(day, "12:00")))
                    .as(transaction::transactional)
                    .contextWrite(new Scope(alliance.name()).carried())
                    .block());
            CompletableFuture.allOf(booking, absence).join();

            assertThat(state(consult.id())).isEqualTo("REQUESTED");
            assertThat(booking.join().status()).isIn(200, 409);
        }
        assertThat(county.count("select count(*) from expert_booking where alliance_id = :alliance", alliance.name()))
                .isZero();
    }

    private reactor.core.publisher.Mono<Void> away(UUID day, long sequence) {
        var span = new Span(at(1, "08:00"), at(1, "12:00"));
        return desk.expertAway(new Scope(alliance.name()), day, sequence, "heart-1", span)
                .as(transaction::transactional)
                .contextWrite(new Scope(alliance.name()).carried());
    }

    private void publish(UUID day, long sequence, Instant startsAt, Instant endsAt) {
        tell(
                "org.medalliance.staffing.visiting-day-published.v1",
                day,
                sequence,
                Map.of(
                        "visitingDayId",
                        day,
                        "practitioner",
                        "heart-1",
                        "clinic",
                        "clinic",
                        "specialty",
                        County.CARDIOLOGY,
                        "startsAt",
                        startsAt,
                        "endsAt",
                        endsAt,
                        "places",
                        12));
    }

    private void callOff(UUID day, long sequence) {
        tell(
                "org.medalliance.staffing.visiting-day-cancelled.v1",
                day,
                sequence,
                Map.of("visitingDayId", day, "practitioner", "heart-1", "clinic", "clinic"));
    }

    private void tell(String type, UUID day, long sequence, Object data) {
        TestEvents.send(
                "staffing.events.v1", type, alliance.name(), day.toString(), sequence, json.writeValueAsString(data));
    }

    private String state(UUID consult) {
        return cases.officer().get("/consults/" + consult).state();
    }

    private List<Instant> free(String expert) {
        return cases.officer()
                .get("/slots?provider=hospital&specialty=" + County.CARDIOLOGY)
                .ok()
                .body()
                .path("items")
                .valueStream()
                .filter(it -> it.path("expert").asString().equals(expert))
                .map(it -> Instant.parse(it.path("startsAt").asString()))
                .toList();
    }

    private int freeCountTold() {
        return county.announced(alliance.name(), "org.medalliance.telemedicine.slots.v1").stream()
                .filter(it -> it.data().path("specialty").asString().equals(County.CARDIOLOGY))
                .reduce((_, last) -> last)
                .map(it -> it.data().path("freeCount").asInt())
                .orElse(0);
    }

    private long absences() {
        return county.count("select count(*) from expert_absence where alliance_id = :alliance", alliance.name());
    }
}
