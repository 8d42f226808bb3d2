package org.medalliance.referral.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.access.AllianceDatabase;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.access.WorkerDatabase;
import org.medalliance.platform.lifecycle.Refusal;
import org.medalliance.platform.testing.Rendezvous;
import org.medalliance.platform.testing.ServiceTest;
import org.medalliance.referral.options.Offers.PublishedDay;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** The last place of a visiting day, and many who want it, each in a transaction of its own. */
@ServiceTest
class RivalsForAPlaceTest {

    private static final int RIVALS = 8;

    private static final String CLINIC = "clinic";

    private final Scope scope =
            new Scope("places-" + UUID.randomUUID().toString().substring(0, 8));
    private final UUID day = UUID.randomUUID();
    private final Instant now = Instant.now();

    @Autowired
    AllianceDatabase database;

    @Autowired
    WorkerDatabase everything;

    @Autowired
    Offers offers;

    @Autowired
    TransactionalOperator transaction;

    @Autowired
    JsonMapper json;

    @BeforeEach
    void oneOfThreePlacesIsLeft() {
        offers.put(
                        scope,
                        1,
                        new PublishedDay(
                                day, "p-cardio", CLINIC, "03.04", now.plusSeconds(9_000), now.plusSeconds(20_000), 3))
                .then(Mono.defer(() -> offers.take(scope, day, CLINIC, now)))
                .then(Mono.defer(() -> offers.take(scope, day, CLINIC, now)))
                .contextWrite(scope.carried())
                .block();
    }

    @Test
    void ofManyRivalsExactlyOneGetsTheLastPlace() {
        assertThat(winners(new Places(offers))).isEqualTo(1);
        assertThat(taken()).isEqualTo(3);
    }

    /** The same race, where the place is looked for before it is taken instead of by the statement that takes it. */
    @Test
    void withoutTheConditionInTheStatementEveryRivalWouldGetIt() {
        assertThat(winners(new Places(new LookingFirst()))).isEqualTo(RIVALS);
        assertThat(taken()).isEqualTo(2 + RIVALS);
    }

    /** Alone, it does all that the real one does: its fault shows among rivals only. */
    @Test
    void aloneTheOneThatLooksFirstIsRight() {
        var places = new Places(new LookingFirst(1));

        assertThat(took(places).block()).isTrue();
        assertThat(took(places).block()).isFalse();
        assertThat(taken()).isEqualTo(3);
    }

    private long winners(Places places) {
        var won = Flux.range(0, RIVALS)
                .flatMap(_ -> took(places), RIVALS)
                .filter(it -> it)
                .count()
                .block();
        return won == null ? 0 : won;
    }

    private Mono<Boolean> took(Places places) {
        return Mono.defer(() -> places.take(scope, day, CLINIC, now))
                .thenReturn(true)
                .as(transaction::transactional)
                .onErrorResume(Refusal.Conflict.class, _ -> Mono.just(false))
                .contextWrite(scope.carried());
    }

    private Long taken() {
        return everything
                .sql("select taken from visiting_day where id = :day")
                .bind("day", day)
                .map(row -> row.get(0, Long.class))
                .one()
                .block();
    }

    private final class LookingFirst extends Offers {

        private final Rendezvous looked;

        LookingFirst() {
            this(RIVALS);
        }

        LookingFirst(int rivals) {
            super(database, json);
            this.looked = new Rendezvous(rivals);
        }

        @Override
        Mono<Long> take(Scope scope, UUID day, String clinic, Instant now) {
            return free(scope, day)
                    .delayUntil(_ -> looked.met())
                    .flatMap(free -> free > 0 ? taken(scope, day) : Mono.just(0L));
        }

        private Mono<Long> free(Scope scope, UUID day) {
            return database.sql(
                            scope,
                            "select places - taken from visiting_day where alliance_id = :alliance and id = :day")
                    .bind("day", day)
                    .map(row -> row.get(0, Long.class))
                    .one();
        }

        private Mono<Long> taken(Scope scope, UUID day) {
            return database.sql(
                            scope,
                            "update visiting_day set taken = taken + 1 where alliance_id = :alliance and id = :day")
                    .bind("day", day)
                    .fetch()
                    .rowsUpdated();
        }
    }
}
