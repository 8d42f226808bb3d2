package org.medalliance.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.awaitility.Awaitility;
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
            clientsGoAway("application/json");
            clientsGoAway("text/event-stream, application/json");
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
            clientsGoAway("application/json");
            assertThat(answersOfThirty()).isLessThan(30);
        }
    }

    void clientsGoAway(String accept) {
        for (int i = 0; i < 5; i++) {
            var before = reading();
            try (var client = new Socket("127.0.0.1", port)) {
                var request =
                        "GET /api/platform/v1/many HTTP/1.1\r\nHost: test\r\nAccept: %s\r\nAuthorization: Bearer %s\r\n\r\n"
                                .formatted(accept, Caller.alone(port).token());
                client.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                Awaitility.await().until(() -> reading() > before || stuck() > 0);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> reading() == 0 || stuck() > 0);
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

    private static long reading() {
        return sessions("query like '%generate_series(1, 800)%' and query not like '%pg_stat%' and state = 'active'");
    }

    private static long stuck() {
        return sessions("wait_event = 'ClientWrite'");
    }

    private static long sessions(String which) {
        try (var connection = DriverManager.getConnection(LocalPostgres.get().superuserJdbcUrl("platform"));
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select count(*) from pg_stat_activity where " + which)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
