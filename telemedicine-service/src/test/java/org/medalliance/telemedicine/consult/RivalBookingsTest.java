package org.medalliance.telemedicine.consult;

import static org.assertj.core.api.Assertions.assertThat;
import static org.medalliance.telemedicine.County.at;
import static org.medalliance.telemedicine.consult.Cases.act;
import static org.medalliance.telemedicine.consult.Cases.plan;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.testing.LocalPostgres;
import org.medalliance.telemedicine.Api;
import org.medalliance.telemedicine.Api.Reply;
import org.medalliance.telemedicine.County;
import org.medalliance.telemedicine.County.Alliance;
import org.medalliance.telemedicine.CountyTime;
import org.medalliance.telemedicine.TelemedicineTest;
import org.springframework.beans.factory.annotation.Autowired;

@TelemedicineTest
class RivalBookingsTest {

    private static final int RIVALS = 20;

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
    void twentyRivalBookingsOfOneSlotLeaveOne() {
        var replies = rivals(at(1, "09:00"));

        assertThat(replies).filteredOn(it -> it.status() == 200).hasSize(1);
        assertThat(replies)
                .filteredOn(it -> it.status() == 409)
                .hasSize(RIVALS - 1)
                .allMatch(it -> it.code().equals("slot-taken"));
        assertThat(bookings()).isEqualTo(1);
    }

    @Test
    void withoutTheConstraintTheyWouldAllHaveIt() throws SQLException {
        asSuperuser("alter table expert_booking drop constraint expert_in_one_place");
        try {
            rivals(at(1, "09:00"));

            assertThat(bookings()).isGreaterThan(1);
        } finally {
            asSuperuser("delete from expert_booking where alliance_id = '%s'".formatted(alliance.name()));
            asSuperuser("""
                    alter table expert_booking add constraint expert_in_one_place
                        exclude using gist (alliance_id with =, expert with =, during with &&)
                    """);
        }
    }

    @Test
    void aLongerUrgentConsultTakesEverySlotThatItTouches() {
        var urgent = cases.requested("LIVE", "URGENT");
        act(cases.officer(), urgent, "arrange", plan(at(1, "09:15"), "heart-1")).ok();
        var routine = cases.requested("LIVE", "ROUTINE");

        assertThat(act(cases.officer(), routine, "arrange", plan(at(1, "09:00"), "heart-1"))
                        .code())
                .isEqualTo("slot-taken");
        assertThat(act(cases.officer(), routine, "arrange", plan(at(1, "09:30"), "heart-1"))
                        .code())
                .isEqualTo("slot-taken");
        act(cases.officer(), routine, "arrange", plan(at(1, "10:00"), "heart-1"))
                .ok();
    }

    private List<Reply> rivals(Instant startsAt) {
        var consults = IntStream.range(0, RIVALS)
                .mapToObj(_ -> cases.requested("LIVE", "ROUTINE"))
                .toList();
        var officer = cases.officer();
        return together(
                consults.stream().map(it -> arrange(officer, it, startsAt)).toList());
    }

    private static Callable<Reply> arrange(Api officer, Reply consult, Instant startsAt) {
        return () -> act(officer, consult, "arrange", plan(startsAt, "heart-1"));
    }

    static <T> List<T> together(List<Callable<T>> work) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads.invokeAll(work).stream()
                    .map(RivalBookingsTest::result)
                    .toList();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static <T> T result(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private long bookings() {
        return county.count("select count(*) from expert_booking where alliance_id = :alliance", alliance.name());
    }

    private static void asSuperuser(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(LocalPostgres.get().superuserJdbcUrl("telemedicine"));
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
