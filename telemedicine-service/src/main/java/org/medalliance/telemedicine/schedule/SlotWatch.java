package org.medalliance.telemedicine.schedule;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.util.List;
import org.medalliance.platform.access.AllianceDatabase;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.access.WorkerDatabase;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Slots pass by themselves. Looks again at the desks whose first free slot has begun; several instances share them,
 * since each skips a desk that another has in hand.
 */
@Component
class SlotWatch {

    /** Finds work of all alliances, and reads nothing of theirs but where it is. */
    private static final String DUE = """
            select alliance_id, provider, specialty from slot_board where due_at <= :now order by due_at limit 50
            """;

    private static final String CLAIM = """
            select true from slot_board
             where alliance_id = :alliance and provider = :provider and specialty = :specialty and due_at <= :now
               for update skip locked
            """;

    private final WorkerDatabase worker;
    private final AllianceDatabase database;
    private final SlotBoards boards;
    private final TransactionalOperator transaction;
    private final Clock clock;

    SlotWatch(
            WorkerDatabase worker,
            AllianceDatabase database,
            SlotBoards boards,
            TransactionalOperator transaction,
            Clock clock) {
        this.worker = worker;
        this.database = database;
        this.boards = boards;
        this.transaction = transaction;
        this.clock = clock;
    }

    private record Due(Scope scope, SlotBoards.Desk desk) {}

    /** Answers how many desks were looked at. */
    @Scheduled(initialDelayString = "PT5S", fixedDelayString = "PT15S")
    Mono<Long> look() {
        return Flux.defer(this::due)
                .collectList()
                .flatMapMany(Flux::fromIterable)
                .concatMap(this::lookAt)
                .count();
    }

    private Flux<Due> due() {
        return worker.sql(DUE)
                .bind("now", clock.instant())
                .map(row -> new Due(
                        new Scope(requireNonNull(row.get("alliance_id", String.class))),
                        new SlotBoards.Desk(
                                requireNonNull(row.get("provider", String.class)),
                                requireNonNull(row.get("specialty", String.class)))))
                .all();
    }

    /** In the alliance's own sight, from here on. */
    private Mono<SlotBoards.Desk> lookAt(Due due) {
        return claim(due)
                .flatMap(_ -> boards.refresh(due.scope(), List.of(due.desk())).thenReturn(due.desk()))
                .as(transaction::transactional)
                .contextWrite(due.scope().carried());
    }

    private Mono<Boolean> claim(Due due) {
        return database.sql(due.scope(), CLAIM)
                .bind("provider", due.desk().provider())
                .bind("specialty", due.desk().specialty())
                .bind("now", clock.instant())
                .map(_ -> true)
                .one();
    }
}
