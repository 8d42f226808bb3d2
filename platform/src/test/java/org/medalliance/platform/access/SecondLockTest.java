package org.medalliance.platform.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.PlatformTest;
import org.medalliance.platform.testing.SecondLock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What the database itself lets a connection see, whatever the statement says. */
@PlatformTest
class SecondLockTest {

    private static final String INSERT =
            "insert into note (id, alliance_id, version, text) values (:id, :alliance, 1, '')";

    @Autowired
    DatabaseClient application;

    @Autowired
    WorkerDatabase worker;

    @Autowired
    TransactionalOperator transaction;

    @Test
    void everyTableOfAlliancesIsLockedAndNoRoleOfTheServiceGetsAround() {
        var lock = new SecondLock("platform");

        assertThat(lock.unlockedTables()).isEmpty();
        assertThat(lock.bypassingRoles()).isEmpty();
    }

    @Test
    void aStatementWithoutAnyFilterSeesOneAllianceOnly() {
        var ours = note("lock-a");
        var theirs = note("lock-b");

        assertThat(seen(new Scope("lock-a"))).contains(ours).doesNotContain(theirs);
        assertThat(seen(new Scope("lock-b"))).contains(theirs).doesNotContain(ours);
    }

    @Test
    void workWithoutAnAllianceSeesNothing() {
        note("lock-a");

        assertThat(ids(application.sql("select id from note")).block()).isEmpty();
    }

    @Test
    void aWorkerSeesEveryAlliance() {
        var ours = note("lock-a");
        var theirs = note("lock-b");

        assertThat(worker.sql("select id from note")
                        .filter(statement -> statement.fetchSize(100))
                        .map(row -> row.get(0, UUID.class))
                        .all()
                        .collectList()
                        .block())
                .contains(ours, theirs);
    }

    @Test
    void nobodyWritesIntoAnotherAlliance() {
        assertThatThrownBy(() -> insert("lock-b")
                        .contextWrite(new Scope("lock-a").carried())
                        .block())
                .hasMessageContaining("row-level security");
        var theirs = note("lock-b");
        var changed = application
                .sql("update note set text = 'x' where id = :id")
                .bind("id", theirs)
                .fetch()
                .rowsUpdated()
                .contextWrite(new Scope("lock-a").carried());
        assertThat(changed.block()).isZero();
    }

    /** Connections go from hand to hand; a rolled back transaction must not bring an older setting back. */
    @Test
    void manyAlliancesOverFewConnectionsNeverSeeOneAnother() {
        var alliances = IntStream.range(0, 8).mapToObj(i -> "lock-race-" + i).toList();
        alliances.forEach(this::note);

        var strangers = Flux.range(0, 2_000)
                .flatMap(i -> look(alliances.get(ThreadLocalRandom.current().nextInt(alliances.size())), i % 3), 64)
                .collectList()
                .block();

        assertThat(strangers).hasSize(2_000).allMatch(it -> it == 0L);
    }

    private Mono<Long> look(String alliance, int how) {
        var strangers = application
                .sql("select count(*) from note where alliance_id <> :mine")
                .bind("mine", alliance)
                .map(row -> row.get(0, Long.class))
                .one();
        var work =
                switch (how) {
                    case 0 -> strangers;
                    case 1 -> strangers.as(transaction::transactional);
                    default ->
                        strangers
                                .flatMap(count -> Mono.<Long>error(new RolledBack(count)))
                                .as(transaction::transactional)
                                .onErrorResume(RolledBack.class, it -> Mono.just(it.count));
                };
        return work.contextWrite(new Scope(alliance).carried());
    }

    private static final class RolledBack extends RuntimeException {

        private final long count;

        RolledBack(long count) {
            super("rolled back", null, false, false);
            this.count = count;
        }
    }

    private List<UUID> seen(Scope scope) {
        return ids(application.sql("select id from note"))
                .contextWrite(scope.carried())
                .block();
    }

    private static Mono<List<UUID>> ids(DatabaseClient.GenericExecuteSpec spec) {
        return spec.filter(statement -> statement.fetchSize(100))
                .map(row -> row.get(0, UUID.class))
                .all()
                .collectList();
    }

    private UUID note(String alliance) {
        return insert(alliance).contextWrite(new Scope(alliance).carried()).block();
    }

    private Mono<UUID> insert(String alliance) {
        var id = UUID.randomUUID();
        return application
                .sql(INSERT)
                .bind("id", id)
                .bind("alliance", alliance)
                .then()
                .thenReturn(id);
    }
}
