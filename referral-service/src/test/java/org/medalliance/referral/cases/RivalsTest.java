package org.medalliance.referral.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.medalliance.referral.County.ALLIANCE;
import static org.medalliance.referral.County.DOCTOR;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.medalliance.local.engine.ServiceDatabase;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.access.WorkerDatabase;
import org.medalliance.platform.testing.LocalPostgres;
import org.medalliance.platform.testing.ServiceTest;
import org.medalliance.platform.testing.TestIdentityProvider.Person;
import org.medalliance.platform.testing.TestTopics;
import org.medalliance.referral.County;
import org.medalliance.referral.Requests;
import org.medalliance.referral.cases.ReferralLifecycle.State;
import org.medalliance.referral.content.Reservation;
import org.medalliance.referral.content.Who;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

@ServiceTest
class RivalsTest {

    private static final int RIVALS = 20;

    private static final ServiceDatabase OWN = LocalPostgres.database("referral");

    @LocalServerPort
    int port;

    @Autowired
    WorkerDatabase database;

    @Autowired
    Referrals referrals;

    County county;

    @BeforeEach
    void found() {
        county = new County(port);
        county.found();
    }

    @Test
    void ofTwentyRivalAcceptancesExactlyOneWins() throws Exception {
        var referral = county.submitted();

        var answers = race(i -> county.tryTo(officer(i), referral, "accept", Requests.reservation()));

        assertThat(answers).filteredOn(it -> it == 200).hasSize(1);
        assertThat(answers).filteredOn(it -> it != 200).allMatch(it -> it == 409 || it == 412);
        assertThat(county.timeline(referral)).containsExactly("SUBMIT", "ACCEPT");
        assertThat(TestTopics.settled(database, ReferralEvents.TOPIC).stream()
                        .filter(it -> TestTopics.attribute(it, "subject").equals(County.id(referral)))
                        .map(it -> TestTopics.attribute(it, "type")))
                .containsExactly("org.medalliance.referral.submitted.v1", "org.medalliance.referral.accepted.v1");
    }

    /** All twenty have read the same version before the first of them writes: the worst that a race can bring. */
    @Test
    void withoutTheCompareAndSetEveryRivalWouldHaveWon() {
        assertThat(won(read(county.submitted()), this::saveWithoutLooking)).isEqualTo(RIVALS);
        assertThat(won(
                        read(county.submitted()),
                        next -> referrals.save(next, next, accepted(next)).thenReturn(1L)))
                .isEqualTo(1);
    }

    private static Referrals.Move accepted(Referral next) {
        return new Referrals.Move(
                next.version(), "ACCEPT", "SUBMITTED", "ACCEPTED", "hospital", null, null, next.movedAt());
    }

    @Test
    void ofTwentyRivalSubmissionsOfAPatientExactlyOneWins() throws Exception {
        var patient = county.patient();

        var answers = race(i -> county.post(DOCTOR, "/api/referral/v1/referrals", null, Requests.submission(patient)));

        assertThat(answers).filteredOn(it -> it == 201).hasSize(1);
        assertThat(answers).filteredOn(it -> it != 201).containsOnly(409);
        assertThat(open("referral", patient)).isEqualTo(1);
    }

    /** The same rows, in a table that is like the real one but for its indexes: each look before the write is in vain. */
    @Test
    void withoutTheUniqueIndexThePatientWouldHaveTwentyOpenReferrals() throws SQLException {
        var patient =
                UUID.fromString(county.submitted().path("patient").path("id").asString());
        owner("create table referral_unguarded (like referral including defaults)");
        owner("grant select, insert on referral_unguarded to " + OWN.appName());
        try {
            var looks = Flux.range(0, RIVALS)
                    .concatMap(_ -> Mono.fromSupplier(() -> open("referral_unguarded", patient)))
                    .collectList()
                    .block();
            Flux.fromIterable(looks == null ? List.<Long>of() : looks)
                    .filter(open -> open == 0)
                    .flatMap(_ -> database.sql(
                                    "insert into referral_unguarded select * from referral where patient_id = :patient")
                            .bind("patient", patient)
                            .then())
                    .blockLast();

            assertThat(open("referral_unguarded", patient)).isEqualTo(RIVALS);
            assertThat(open("referral", patient)).isEqualTo(1);
        } finally {
            owner("drop table referral_unguarded");
        }
    }

    private static void owner(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(OWN.jdbcUrl(), OWN.ownerName(), OWN.ownerPassword());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<Referral> read(JsonNode referral) {
        var id = UUID.fromString(County.id(referral));
        return Flux.range(0, RIVALS)
                .concatMap(_ -> referrals.find(new Scope(ALLIANCE), id))
                .collectList()
                .contextWrite(new Scope(ALLIANCE).carried())
                .block();
    }

    private static int won(List<Referral> seen, Function<Referral, Mono<Long>> save) {
        var at = Instant.now();
        var reservation = new Reservation(Reservation.Kind.BED, "cardio", null, null, at.plusSeconds(3600), null);
        var officer = new Who("s-officer", "p-officer", "hospital");
        var winners = Flux.fromIterable(seen)
                .map(it -> TriageMoves.accepted(it, reservation, Set.of("cardio"), officer, at))
                .flatMap(next -> save.apply(next).onErrorReturn(0L))
                .reduce(0L, Long::sum)
                .contextWrite(new Scope(ALLIANCE).carried())
                .block();
        return winners == null ? 0 : winners.intValue();
    }

    private Mono<Long> saveWithoutLooking(Referral next) {
        return database.sql("update referral set state = :state, version = :version where id = :id")
                .bind("state", State.ACCEPTED.name())
                .bind("version", next.version())
                .bind("id", next.id())
                .fetch()
                .rowsUpdated();
    }

    private List<Integer> race(IntFunction<WebTestClient.ResponseSpec> attempt)
            throws InterruptedException, ExecutionException {
        var start = new CyclicBarrier(RIVALS);
        try (var threads = Executors.newFixedThreadPool(RIVALS)) {
            var answers = threads.invokeAll(IntStream.range(0, RIVALS)
                    .<Callable<Integer>>mapToObj(i -> () -> {
                        start.await();
                        return attempt.apply(i)
                                .expectBody()
                                .returnResult()
                                .getStatus()
                                .value();
                    })
                    .toList());
            return answers.stream().map(it -> it.resultNow()).toList();
        }
    }

    private long open(String table, UUID patient) {
        var count = database.sql("select count(*) from " + table
                        + " where patient_id = :patient and state not in ('CLOSED', 'WITHDRAWN')")
                .bind("patient", patient)
                .map(row -> row.get(0, Long.class))
                .one()
                .block();
        return count == null ? 0 : count;
    }

    private static Person officer(int number) {
        return Person.of(ALLIANCE, "hospital", "p-officer-" + number, "referral-officer");
    }
}
