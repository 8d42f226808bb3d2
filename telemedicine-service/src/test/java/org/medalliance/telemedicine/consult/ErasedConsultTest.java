package org.medalliance.telemedicine.consult;

import static org.assertj.core.api.Assertions.assertThat;
import static org.medalliance.telemedicine.County.at;

import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.access.WorkerDatabase;
import org.medalliance.telemedicine.County;
import org.medalliance.telemedicine.County.Alliance;
import org.medalliance.telemedicine.CountyTime;
import org.medalliance.telemedicine.TelemedicineTest;
import org.medalliance.telemedicine.consult.ConsultLifecycle.State;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.reactive.TransactionalOperator;

/** What is over is erased and stays to be counted; what the law wants kept is kept to the day. */
@TelemedicineTest
class ErasedConsultTest {

    @Autowired
    County county;

    @Autowired
    ClosedConsults closed;

    @Autowired
    WorkerDatabase database;

    @Autowired
    TransactionalOperator transaction;

    private Alliance alliance;
    private Cases cases;

    @BeforeEach
    void monday() {
        CountyTime.TIME.set(CountyTime.MONDAY);
        alliance = county.foundWithHours();
        cases = new Cases(county, alliance);
    }

    private List<UUID> erase(Instant before) {
        var scope = new Scope(alliance.name());
        return closed.erase(scope, before, 200)
                .as(transaction::transactional)
                .contextWrite(scope.carried())
                .block();
    }

    private void age(UUID consult, Instant movedAt) {
        database.sql("update consult set moved_at = :at where id = :id")
                .bind("at", movedAt)
                .bind("id", consult)
                .then()
                .block();
    }

    @Test
    void aConsultIsKeptFifteenYearsToTheMomentAndThenLosesWhatIsClinical() {
        var border = CountyTime.MONDAY
                .atZone(ZoneId.of("Asia/Shanghai"))
                .minus(Period.ofYears(15))
                .toInstant();
        var over = cases.at(State.CLOSED, at(1, "09:00"), "heart-1");
        var kept = cases.at(State.CANCELLED, at(1, "09:00"), "heart-1");
        var open = cases.scheduled(at(2, "09:00"), "heart-1");
        age(over.id(), border.minusMillis(1));
        age(kept.id(), border);
        age(open.id(), border.minusSeconds(1000));
        assertThat(closed.keeping().least()).isEqualTo(Period.ofYears(15));

        assertThat(erase(border)).containsExactly(over.id());

        var erased = cases.clinic().get("/consults/" + over.id()).ok();
        assertThat(erased.body().path("erased").asBoolean()).isTrue();
        assertThat(erased.body().path("number")).isEqualTo(over.body().path("number"));
        assertThat(erased.state()).isEqualTo("CLOSED");
        assertThat(erased.version()).isEqualTo(over.version() + 1);
        assertThat(erased.text()).doesNotContain("胸闷", "阿司匹林", "已转上级", "1961-05-04");
        assertThat(cases.clinic()
                        .get("/consults/%s/opinion".formatted(over.id()))
                        .status())
                .isEqualTo(404);
        assertThat(cases.clinic()
                        .get("/consults/%s/timeline".formatted(over.id()))
                        .ok()
                        .body()
                        .path("items")
                        .size())
                .isPositive();
        assertThat(cases.clinic().get("/consults?side=REQUESTER&limit=200").ok().text())
                .contains(over.id().toString());
        var still = cases.clinic().get("/consults/" + kept.id()).ok();
        assertThat(still.body().path("erased").asBoolean()).isFalse();
        assertThat(still.text()).contains("胸闷");
        assertThat(erase(border)).isEmpty();
    }

    @Test
    void thePersonsHashLeavesTheBookings() {
        var consult = cases.scheduled(at(2, "09:00"), "heart-1");
        database.sql("update consult set state = 'CLOSED' where id = :id")
                .bind("id", consult.id())
                .then()
                .block();
        age(consult.id(), Instant.parse("2000-01-01T00:00:00Z"));

        assertThat(erase(Instant.parse("2001-01-01T00:00:00Z"))).containsExactly(consult.id());

        assertThat(booked("patient_booking", consult.id())).isZero();
        assertThat(booked("expert_booking", consult.id())).isEqualTo(1);
    }

    private long booked(String table, UUID consult) {
        return database.sql("select count(*) from %s where consult_id = :id".formatted(table))
                .bind("id", consult)
                .map(row -> row.get(0, Long.class))
                .one()
                .block();
    }

    @Test
    void twoInstancesShareTheRowsAndEraseEachOnce() {
        var one = cases.at(State.CANCELLED, at(1, "09:00"), "heart-1");
        age(one.id(), Instant.parse("2000-01-01T00:00:00Z"));
        database.sql("""
                        insert into consult (id, alliance_id, version, number, state, requester, provider, specialty, kind,
                                             priority, experts, details, requested_at, moved_at)
                        select gen_random_uuid(), alliance_id, 1, number || '-' || n, state, requester, provider,
                               specialty, kind, priority, experts, details, requested_at, moved_at
                          from consult, generate_series(1, 450) n where id = :id""").bind("id", one.id()).then().block();

        var erased = IntStream.range(0, 2)
                .mapToObj(_ -> CompletableFuture.supplyAsync(
                        () -> Stream.generate(() -> erase(Instant.parse("2001-01-01T00:00:00Z")))
                                .takeWhile(batch -> !batch.isEmpty())
                                .flatMap(List::stream)
                                .toList()))
                .toList()
                .stream()
                .flatMap(it -> it.join().stream())
                .toList();

        assertThat(erased).hasSize(451);
        assertThat(new HashSet<>(erased)).hasSize(451);
    }
}
