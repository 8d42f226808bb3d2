package org.medalliance.platform.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.PlatformTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.reactive.TransactionContextManager;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** What waits for a transaction's next statement is never seen to have waited. */
@PlatformTest
class PutOffTest {

    private static final Scope SCOPE = new Scope("put-off");

    private static final JointWrite CLAIM = new JointWrite("""
            claimed as (
            insert into idempotency_key (alliance_id, client, key, fingerprint, created_at)
            values (:alliance, 'c', :key, 'f', now()))""");

    private static final JointWrite NOTHING_CHANGED = new JointWrite("""
            changed as (
            update idempotency_key set status = 200 where alliance_id = :alliance and client = 'nobody' and key = :key
            returning key)""", "exists (select from changed)");

    /** Rows that one statement wrote have one command number. */
    private static final String STATEMENTS =
            "select count(distinct cast(cast(cmin as text) as int)) from idempotency_key where key like :key || '%'";

    private static final String ROWS = "select count(*) from idempotency_key where key like :key || '%'";

    @Autowired
    PlacedClient database;

    @Autowired
    WorkerDatabase worker;

    @Autowired
    TransactionalOperator transaction;

    private final String key = UUID.randomUUID().toString();

    @Test
    void itIsThereBeforeTheNextStatement() {
        assertThat(carriedOut(claim("1").then(count(ROWS)))).isEqualTo(1);
    }

    @Test
    void itIsThereWhenNothingFollowsInItsTransaction() {
        carriedOut(claim("1"));

        assertThat(count(ROWS).contextWrite(SCOPE.carried()).block()).isEqualTo(1);
    }

    @Test
    void whatWaitsTogetherIsOneStatementAndWhatWasAskedIsToldToEach() {
        var told = new ArrayList<String>();
        var other = new JointWrite(
                CLAIM.queries().replace("claimed as", "second as").replace("'c'", "'d'"));

        var statements = carriedOut(database.put(
                        "put-off", CLAIM, it -> it.bind("key", key), it -> Mono.fromRunnable(() -> told.add("1 " + it)))
                .then(database.put(
                        "put-off",
                        other,
                        it -> it.bind("key", key),
                        it -> Mono.fromRunnable(() -> told.add("2 " + it))))
                .then(database.put(
                        "put-off",
                        NOTHING_CHANGED,
                        it -> it.bind("key", key),
                        it -> Mono.fromRunnable(() -> told.add("3 " + it))))
                .then(Mono.fromRunnable(() -> assertThat(told).isEmpty()))
                .then(count(STATEMENTS)));

        assertThat(statements).isEqualTo(1);
        assertThat(told).isEqualTo(List.of("1 true", "2 true", "3 false"));
        assertThat(count(ROWS).contextWrite(SCOPE.carried()).block()).isEqualTo(2);
    }

    @Test
    void twoOfOneKindGoOneAfterTheOther() {
        assertThat(carriedOut(claim("1").then(claim("2")).then(count(STATEMENTS))))
                .isEqualTo(2);
    }

    @Test
    void whereNothingMayWaitItIsWrittenAtOnce() {
        var told = new ArrayList<Boolean>();
        database.put("put-off", CLAIM, it -> it.bind("key", key), it -> Mono.fromRunnable(() -> told.add(it)))
                .then(Mono.fromRunnable(() -> assertThat(told).containsExactly(true)))
                .as(transaction::transactional)
                .contextWrite(SCOPE.carried())
                .block();

        assertThat(told).containsExactly(true);
    }

    @Test
    void itIsRolledBackWithItsTransaction() {
        assertThatThrownBy(() -> carriedOut(claim("1").then(Mono.error(new IllegalStateException("given up")))))
                .hasMessage("given up");
        assertThatThrownBy(() -> carriedOut(
                        claim("2").then(count(ROWS)).then(Mono.error(new IllegalStateException("given up")))))
                .hasMessage("given up");

        assertThat(count(ROWS).contextWrite(SCOPE.carried()).block()).isZero();
    }

    @Test
    void itsErrorUndoesTheTransactionThatItWasPartOf() {
        carriedOut(claim("1"));

        assertThatThrownBy(() -> carriedOut(claim("2").then(count(ROWS)).then(claim("1"))))
                .hasMessageContaining("idempotency_key");
        assertThat(count(ROWS).contextWrite(SCOPE.carried()).block()).isEqualTo(1);
    }

    @Test
    void whoeverRefusesWhatIsToldUndoesTheTransaction() {
        assertThatThrownBy(() -> carriedOut(database.put(
                        "put-off",
                        CLAIM,
                        it -> it.bind("key", key),
                        _ -> Mono.error(new IllegalStateException("refused")))))
                .hasMessage("refused");

        assertThat(count(ROWS).contextWrite(SCOPE.carried()).block()).isZero();
    }

    /** Spring keeps what a transaction holds by the subscriber's context, which two of them may share. */
    @Test
    void theNextTransactionOfTheSameContextSendsItsOwn() {
        var first = database.puttingOff(claim("1")).as(transaction::transactional);
        var second = database.puttingOff(claim("2")).as(transaction::transactional);

        first.then(second)
                .contextWrite(TransactionContextManager.getOrCreateContext())
                .contextWrite(TransactionContextManager.getOrCreateContextHolder())
                .contextWrite(SCOPE.carried())
                .block();

        assertThat(count(ROWS).contextWrite(SCOPE.carried()).block()).isEqualTo(2);
    }

    @Test
    void aWorkersTransactionHasNothingOfIt() {
        var seen = worker.inTransaction(
                worker.sql(ROWS).bind("key", key).mapValue(Long.class).one());

        assertThat(carriedOut(claim("1").then(seen))).isZero();
        assertThat(count(ROWS).contextWrite(SCOPE.carried()).block()).isEqualTo(1);
    }

    @Test
    void itStaysWithinItsAlliance() {
        assertThatThrownBy(
                        () -> carriedOut(database.put("elsewhere", CLAIM, it -> it.bind("key", key), _ -> Mono.empty())
                                .then(count(ROWS))))
                .hasMessageContaining("row-level security");
    }

    private Mono<Void> claim(String which) {
        return database.put("put-off", CLAIM, it -> it.bind("key", key + which), _ -> Mono.empty());
    }

    private Mono<Long> count(String sql) {
        return database.sql(sql).bind("key", key).mapValue(Long.class).one();
    }

    private <T> T carriedOut(Mono<T> work) {
        return database.puttingOff(work)
                .as(transaction::transactional)
                .contextWrite(SCOPE.carried())
                .block();
    }
}
