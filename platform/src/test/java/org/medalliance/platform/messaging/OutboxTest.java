package org.medalliance.platform.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.PlatformTest;
import org.medalliance.platform.access.Scope;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.NoTransactionException;
import reactor.core.publisher.Mono;

@PlatformTest
class OutboxTest {

    @Autowired
    RelayBench bench;

    @Test
    void anEventIsNotWrittenWithoutATransaction() {
        var subject = Events.subject();

        assertThatThrownBy(() -> bench.outbox
                        .append(Events.event(RelayBench.TOPIC, subject, 1))
                        .block())
                .isInstanceOf(NoTransactionException.class);
        assertThat(bench.written(subject)).isZero();
    }

    @Test
    void aBatchIsWrittenWholeAndOnlyInATransaction() {
        var subjects = Stream.generate(Events::subject).limit(120).toList();
        var batch = subjects.stream()
                .map(subject -> Events.event(RelayBench.TOPIC, subject, 1))
                .toList();

        assertThatThrownBy(() -> bench.outbox.appendAll(Events.SCOPE, batch).block())
                .isInstanceOf(NoTransactionException.class);
        bench.outbox
                .appendAll(Events.SCOPE, batch)
                .as(bench.transaction::transactional)
                .contextWrite(Events.SCOPE.carried())
                .block();

        assertThat(subjects)
                .allSatisfy(subject -> assertThat(bench.written(subject)).isEqualTo(1));
    }

    /** Within one statement nothing would order them; of another alliance, nothing would hold them apart. */
    @Test
    void aBatchHoldsNoTwoEventsOfOneAggregateAndNoneOfAnotherAlliance() {
        var event = Events.event(RelayBench.TOPIC, Events.subject(), 1);

        assertThatThrownBy(() -> bench.outbox.appendAll(Events.SCOPE, List.of(event, event)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> bench.outbox.appendAll(new Scope("elsewhere"), List.of(event)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aChangeThatIsRolledBackAnnouncesNothing() {
        var aggregate = bench.aggregate();

        assertThatThrownBy(() -> bench.change(aggregate)
                        .then(Mono.error(new IllegalStateException("after the append")))
                        .as(bench.transaction::transactional)
                        .contextWrite(Events.SCOPE.carried())
                        .block())
                .hasMessage("after the append");
        assertThat(bench.written(aggregate.toString())).isZero();
    }

    /** The same change with the event written beside the transaction: the fault that the rule is there against. */
    @Test
    void anEventWrittenBesideTheTransactionWouldOutliveTheRollback() {
        var subject = Events.subject();
        var beside = Mono.fromFuture(() -> bench.rows
                .sql(Events.SCOPE, """
                        insert into outbox (event_id, alliance_id, topic, key, shard, type, subject, sequence, occurred_at,
                                            data, published_at)
                        values (gen_random_uuid(), :alliance, 't', 'k', 0, 't', :subject, 1, :now, '{}', :now)
                        """)
                .bind("subject", subject)
                .bind("now", Instant.EPOCH)
                .then()
                .toFuture());

        assertThatThrownBy(() -> beside.then(Mono.error(new IllegalStateException("after the append")))
                        .as(bench.transaction::transactional)
                        .block())
                .hasMessage("after the append");
        assertThat(bench.written(subject)).isEqualTo(1);
    }

    @Test
    void anEventTooLargeForATopicDoesNotEnterTheOutbox() {
        var subject = Events.subject();
        var event = new Event(
                Events.SCOPE,
                RelayBench.TOPIC,
                Entries.TYPE,
                subject,
                1,
                Instant.EPOCH,
                new Entries.Noted("长".repeat(300_000)));

        assertThatThrownBy(() -> bench.outbox
                        .append(event)
                        .as(bench.transaction::transactional)
                        .block())
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(bench.written(subject)).isZero();
    }
}
