package org.medalliance.platform.numbering;

import static org.assertj.core.api.Assertions.assertThat;

import io.r2dbc.spi.ConnectionFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.PlatformTest;
import org.medalliance.platform.access.AllianceDatabase;
import org.medalliance.platform.access.PlacedClient;
import org.medalliance.platform.access.Scope;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@PlatformTest
class CaseNumbersTest {

    /** More than the pool of the service has connections (20). */
    private static final int CROWD = 50;

    @Autowired
    ConnectionFactory connections;

    @Autowired
    PlacedClient database;

    @Autowired
    TransactionalOperator transaction;

    @Autowired
    Clock clock;

    private final Scope alliance = new Scope("n-" + UUID.randomUUID());

    @Test
    void ofFiftyAtOnceInTwoReplicasEachGetsItsOwnNumber() {
        var one = new NumberingConfiguration().caseNumbers(connections, clock);
        var other = new NumberingConfiguration().caseNumbers(connections, clock);

        var numbers = Flux.range(0, CROWD)
                .flatMap(i -> (i % 2 == 0 ? one : other).next(alliance, "R"), CROWD)
                .collectList()
                .block();

        assertThat(numbers).hasSize(CROWD).doesNotHaveDuplicates().allMatch(it -> it.matches("R20\\d{6}-\\d{4,}"));
    }

    @Test
    void aCrowdLargerThanThePoolGetsNumbersInsideItsTransactions() {
        assertThat(served(new NumberingConfiguration().caseNumbers(connections, clock)))
                .isEqualTo(CROWD);
    }

    /** The fault that the connection apart is there against: each holds one connection and waits for a second. */
    @Test
    void withNumbersFromTheCallersPoolACrowdWouldWaitForItself() {
        assertThat(served(new CaseNumbers(AllianceDatabase.over(database), clock)))
                .isLessThan(CROWD);
    }

    private long served(CaseNumbers numbers) {
        return Flux.range(0, CROWD)
                .flatMap(
                        _ -> database.sql("select pg_sleep(0.1)")
                                .fetch()
                                .one()
                                .then(Mono.defer(() -> numbers.next(alliance, "C")))
                                .as(transaction::transactional)
                                .timeout(Duration.ofSeconds(10))
                                .onErrorComplete(),
                        CROWD)
                .count()
                .block();
    }
}
