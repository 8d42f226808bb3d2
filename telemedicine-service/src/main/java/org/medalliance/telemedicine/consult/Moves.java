package org.medalliance.telemedicine.consult;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.Actor;
import org.medalliance.platform.access.AllianceDatabase;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.access.Values;
import org.medalliance.telemedicine.consult.ConsultLifecycle.Action;
import org.medalliance.telemedicine.consult.ConsultLifecycle.State;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** The time line of each consult. */
@Repository
class Moves {

    /** What each move leaves in the time line: the end of the statement that writes the consult, or not at all. */
    static final String ADD = """
            insert into case_move (case_id, alliance_id, version, action, from_state, to_state, institution,
                                   practitioner, reason, at)
            select id, :alliance, :version, :action, :fromState, :toState, :institution, :practitioner, :reason, :at
              from kept
            """;

    private static final String OF = """
            select version, action, from_state, to_state, institution, practitioner, reason, at from case_move
             where alliance_id = :alliance and case_id = :id order by version limit 200
            """;

    private final AllianceDatabase database;

    Moves(AllianceDatabase database) {
        this.database = database;
    }

    /**
     * @param fromState null for the move that opened the case
     * @param institution null when the platform itself moved it
     * @param practitioner the directory's id of the person
     * @param reason the code that came with it
     */
    record Move(
            long version,
            Action action,
            @Nullable State fromState,
            State toState,
            @Nullable String institution,
            @Nullable String practitioner,
            @Nullable String reason,
            Instant at) {

        static Move of(
                Action action, @Nullable Consult before, Consult next, @Nullable Actor actor, @Nullable String reason) {
            return new Move(
                    next.version(),
                    action,
                    before == null ? null : before.state(),
                    next.state(),
                    actor == null ? null : actor.institution(),
                    actor == null ? null : actor.practitioner(),
                    reason,
                    next.movedAt());
        }
    }

    /** All of a move but its version, which is the consult's. */
    static GenericExecuteSpec bind(GenericExecuteSpec given, Move move) {
        return given.bind("action", move.action().name())
                .bind("toState", move.toState().name())
                .bind("at", move.at())
                .bind("fromState", Values.nameOrNull(move.fromState()))
                .bind("institution", Values.orNull(move.institution()))
                .bind("practitioner", Values.orNull(move.practitioner()))
                .bind("reason", Values.orNull(move.reason()));
    }

    Mono<List<Move>> of(Scope scope, UUID consult) {
        return database.sql(scope, OF)
                .bind("id", consult)
                .mapProperties(Move.class)
                .all()
                .collectList();
    }
}
