package org.medalliance.platform.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.PlatformTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Nobody waits for the answer to BEGIN, and nothing is lost by it. */
@PlatformTest
class PromptConnectionTest {

    private static final Scope SCOPE = new Scope("prompt");

    private static final String IN_TRANSACTION =
            "select cast(pg_current_xact_id_if_assigned() as text) is not null" + " or now() <> statement_timestamp()";

    @Autowired
    ConnectionFactory pool;

    @Autowired
    PlacedClient database;

    @Autowired
    TransactionalOperator transaction;

    @Test
    void beginIsSentAndNotWaitedFor() {
        var begun = new AtomicBoolean();

        var two = with(connection -> {
            Mono.from(connection.beginTransaction()).subscribe(_ -> {}, _ -> {}, () -> begun.set(true));
            assertThat(begun).isTrue();
            return ask(connection, "select 'first'")
                    .then(ask(connection, IN_TRANSACTION))
                    .flatMap(inTransaction ->
                            Mono.from(connection.commitTransaction()).thenReturn(inTransaction));
        });

        assertThat(two).isEqualTo("true");
    }

    /** The driver answers a rollback by itself while it has not heard of the transaction, and leaves it open. */
    @Test
    void whatEndsBeforeItsFirstStatementLeavesNoTransactionOpen() {
        assertThat(with(connection -> Mono.from(connection.beginTransaction())
                        .then(Mono.from(((PromptConnection) connection).unwrap().rollbackTransaction()))
                        .then(ask(connection, "select 'heard'"))
                        .then(ask(connection, IN_TRANSACTION))
                        .flatMap(open ->
                                Mono.from(connection.rollbackTransaction()).thenReturn(open))))
                .isEqualTo("true");
        assertThat(with(connection -> Mono.from(connection.beginTransaction())
                        .then(Mono.from(connection.rollbackTransaction()))
                        .then(ask(connection, "select 'heard'"))
                        .then(ask(connection, IN_TRANSACTION))))
                .isEqualTo("false");
    }

    @Test
    void refusalsBeforeTheFirstStatementLeaveThePoolAsItWas() {
        Flux.range(0, 200)
                .flatMap(
                        _ -> Mono.error(new IllegalStateException("refused"))
                                .as(transaction::transactional)
                                .contextWrite(SCOPE.carried())
                                .onErrorComplete(IllegalStateException.class),
                        40)
                .blockLast();

        var open = database.sql("select count(*) from pg_stat_activity"
                        + " where usename = current_user and state like 'idle in transaction%'")
                .mapValue(Long.class)
                .one()
                .contextWrite(SCOPE.carried())
                .block();
        assertThat(open).isZero();
    }

    @Test
    void aDeadConnectionIsFoundByTheFirstStatement() {
        assertThatThrownBy(() -> with(connection -> ask(connection, "select pg_backend_pid()")
                        .flatMap(pid -> database.sql("select pg_terminate_backend(cast(:pid as int), 5000)")
                                .bind("pid", pid)
                                .mapValue(Boolean.class)
                                .one()
                                .contextWrite(SCOPE.carried()))
                        .then(Mono.from(connection.beginTransaction()))
                        .then(ask(connection, "select 'lost'"))))
                .isInstanceOf(R2dbcNonTransientResourceException.class);
    }

    @Test
    void whatFailedIsNotCommitted() {
        assertThatThrownBy(() -> with(connection -> Mono.from(connection.beginTransaction())
                        .then(ask(connection, "select 1 / 0"))
                        .onErrorResume(R2dbcException.class, _ -> Mono.just("failed"))
                        .flatMap(it -> Mono.from(connection.commitTransaction()).thenReturn(it))))
                .isInstanceOf(R2dbcException.class);
    }

    private String with(Function<Connection, Mono<String>> work) {
        return Mono.usingWhen(AllianceConnections.over(pool).create(), work, Connection::close)
                .contextWrite(SCOPE.carried())
                .block();
    }

    private static Mono<String> ask(Connection connection, String question) {
        return Mono.defer(() -> Mono.from(connection.createStatement(question).execute())
                .flatMap(result -> Mono.from(result.map((row, _) -> String.valueOf(row.get(0))))));
    }
}
