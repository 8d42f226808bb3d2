package org.medalliance.platform.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.PlatformTest;
import org.medalliance.platform.access.Actor;
import org.medalliance.platform.access.Scope;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** What the trail costs: pairs with and without it, one after the other; {@code -Daudit.pairs=2000} for figures. */
@PlatformTest
class CostTest {

    private static final int PAIRS = Integer.getInteger("audit.pairs", 100);

    private static final Scope SCOPE = new Scope("cost");

    private static final Actor ACTOR = new Actor("s", "n", "cost", "clinic", "p-1", Set.of("clinic-doctor"));

    private static final String KEEP =
            "update idempotency_key set status = 200, body = :body where alliance_id = 'cost'";

    @Autowired
    Audit audit;

    @Autowired
    DatabaseClient database;

    @Autowired
    TransactionalOperator transaction;

    @Autowired
    Clock clock;

    @Test
    void aRowCostsACommandLessThanARoundTripAndAReadOne() {
        database.sql("""
                        insert into idempotency_key (alliance_id, client, key, fingerprint, created_at)
                        values ('cost', 'c', 'k', 'f', :now) on conflict do nothing""")
                .bind("now", clock.instant())
                .then()
                .contextWrite(SCOPE.carried())
                .block();
        var plain = new double[PAIRS];
        var audited = new double[PAIRS];
        var read = new double[PAIRS];
        for (var i = -PAIRS / 2; i < PAIRS; i++) {
            var at = Math.max(i, 0);
            plain[at] =
                    milliseconds(database.sql(KEEP).bind("body", "{}").then().as(transaction::transactional));
            audited[at] = milliseconds(kept().as(transaction::transactional));
            read[at] = milliseconds(audit.opened(ACTOR, "note", UUID.randomUUID()));
        }
        System.out.printf(
                "%d pairs, median ms: a command's answer kept %.2f, with its row %.2f; a read's row %.2f%n",
                PAIRS, median(plain), median(audited), median(read));
        assertThat(median(audited) - median(plain)).isLessThan(20);
        assertThat(median(read)).isLessThan(20);
    }

    private Mono<Void> kept() {
        return Mono.defer(() -> AuditEntry.of(
                        ACTOR, clock.instant(), "write", "note", List.of(UUID.randomUUID()), Basis.PARTY, null, null)
                .bind(database.sql("with kept as (" + KEEP + ")" + AuditEntry.BESIDE + " select true")
                        .bind("body", "{}"))
                .then());
    }

    private static double milliseconds(Mono<Void> work) {
        var begun = System.nanoTime();
        work.contextWrite(SCOPE.carried()).block();
        return (System.nanoTime() - begun) / 1e6;
    }

    private static double median(double[] times) {
        var sorted = times.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
