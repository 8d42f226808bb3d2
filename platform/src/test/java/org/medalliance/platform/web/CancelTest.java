package org.medalliance.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.PlatformTest;
import org.medalliance.platform.testing.LocalPostgres;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;
import reactor.core.publisher.Flux;

/** Clients that go away in the middle of a read of more than 256 rows, with r2dbc-postgresql 1.1.1 underneath. */
abstract class CancelTest {

    @LocalServerPort
    int port;

    @Autowired
    DatabaseClient database;

    /** As the service runs. */
    @PlatformTest
    static class Shielded extends CancelTest {

        @Test
        void clientsThatGoAwayHarmNoConnection() {
            assertThat(clientsGoAway("application/json")).isEqualTo(3);
            assertThat(clientsGoAway("text/event-stream, application/json")).isEqualTo(3);
            assertThat(answersOfThirty()).isEqualTo(30);
        }
    }

    /** The fault that the shield is there against. */
    @PlatformTest
    @TestPropertySource(properties = {"alliance.web.cancel-shield=false", "spring.r2dbc.pool.max-size=8"})
    @DirtiesContext
    static class Unshielded extends CancelTest {

        @Test
        void withoutTheShieldTheyLeaveDeadConnectionsInThePool() {
            assertThat(clientsGoAway("application/json")).isPositive();
            assertThat(answersOfThirty()).isLessThan(30);
        }
    }

    /** Three clients that hang up once their read is under way; answers how many reads came under way at all. */
    int clientsGoAway(String accept) {
        int gone = 0;
        for (int i = 0; i < 3; i++) {
            var run = UUID.randomUUID().toString();
            try (var client = new Socket("127.0.0.1", port)) {
                var request = """
                        GET /api/platform/v1/many?run=%s HTTP/1.1\r
                        Host: test\r
                        Accept: %s\r
                        Authorization: Bearer %s\r
                        \r
                        """.formatted(run, accept, Caller.alone(port).token());
                client.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                gone += isUnderWay(run) ? 1 : 0;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return gone;
    }

    private static boolean isUnderWay(String run) {
        try {
            Awaitility.await().atMost(Duration.ofSeconds(8)).until(() -> reads(run) == 1);
            return true;
        } catch (ConditionTimeoutException _) {
            return false;
        }
    }

    /** How many of thirty short reads, several at a time, are answered. */
    long answersOfThirty() {
        return Flux.range(0, 30)
                .flatMap(
                        _ -> database.sql("select 1")
                                .fetch()
                                .one()
                                .timeout(Duration.ofSeconds(4))
                                .onErrorComplete(),
                        6)
                .count()
                .block();
    }

    private static long reads(String run) {
        try (var connection = DriverManager.getConnection(LocalPostgres.get().superuserJdbcUrl("platform"));
                var statement = connection.prepareStatement(
                        "select count(*) from pg_stat_activity where state = 'active' and query like ? and pid <> pg_backend_pid()")) {
            statement.setString(1, "%" + run + "%");
            var rows = statement.executeQuery();
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
