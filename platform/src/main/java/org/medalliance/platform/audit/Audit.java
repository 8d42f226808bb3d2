package org.medalliance.platform.audit;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.Actor;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.lifecycle.Refusal;
import org.medalliance.platform.web.Answer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * The trail of who saw and did what. Commands leave their row by themselves; whatever shows a case or a list waits for
 * {@link #opened} or {@link #listed} before its answer leaves: what cannot be written down is not shown.
 */
@Component
public class Audit {

    private final DatabaseClient database;
    private final Clock clock;
    private final String service;

    Audit(DatabaseClient database, Clock clock, @Value("${spring.application.name}") String service) {
        this.database = database;
        this.clock = clock;
        this.service = service;
    }

    /** A case, or a part of it such as its time line, is shown to the actor. */
    public Mono<Void> opened(Actor actor, String caseType, UUID id) {
        return listed(actor, caseType, List.of(id));
    }

    /**
     * A list is shown to the actor; one row, whether or not there is anything in it.
     *
     * @param ids of what the page shows
     */
    public Mono<Void> listed(Actor actor, String caseType, List<UUID> ids) {
        return entry(actor, caseType, ids, null).flatMap(this::write);
    }

    /** What is neither a command that is kept nor a case shown, such as an operator's decision; call it when done. */
    public Mono<Void> done(Actor actor) {
        return entry(actor, null, null, null).flatMap(this::write);
    }

    /**
     * The service did something by itself, such as keeping a policy; in the transaction of what it did.
     *
     * @param action a name as stable as an operation's id
     */
    public Mono<Void> acted(Scope scope, String action, String caseType, List<UUID> ids) {
        return write(AuditEntry.ofService(service, scope, clock.instant(), action, caseType, ids));
    }

    /** The same work, whose rows say that it happens on this ground. */
    public static <T> Mono<T> on(Basis basis, Mono<T> work) {
        return work.contextWrite(context -> context.put(Basis.class, basis));
    }

    /**
     * The row of a command that has been carried out, for the statement that keeps its answer.
     *
     * @param location path of what the command has made, null when nothing was
     * @param shown what the answer shows of a list, null when it is none
     */
    public Mono<AuditEntry> commanded(Actor actor, @Nullable String location, Answer.@Nullable Shown shown) {
        if (shown != null) {
            return entry(actor, shown.caseType(), shown.ids(), null);
        }
        var made = location == null ? Optional.<NamedCase>empty() : NamedCase.in(location);
        return made.map(it -> entry(actor, it.type(), List.of(it.id()), null))
                .orElseGet(() -> entry(actor, null, null, null));
    }

    /** Somebody was told that there is no such thing, or that it is not theirs to do. */
    Mono<Void> refused(Actor actor, Refusal refusal) {
        return entry(actor, null, null, refusal.code()).flatMap(this::write);
    }

    /**
     * @param ids null for what the request's path names
     */
    private Mono<AuditEntry> entry(
            Actor actor, @Nullable String caseType, @Nullable List<UUID> ids, @Nullable String refusal) {
        return Mono.deferContextual(context -> {
            var occasion = context.<Occasion>getOrDefault(Occasion.class, null);
            var named = occasion == null || ids != null ? Optional.<NamedCase>empty() : occasion.namedCase();
            return Mono.just(AuditEntry.of(
                    actor,
                    clock.instant(),
                    occasion == null ? "-" : occasion.operation(),
                    named.map(NamedCase::type).orElse(caseType),
                    ids == null ? named.map(NamedCase::id).stream().toList() : ids,
                    context.<Basis>getOrEmpty(Basis.class).orElseGet(() -> Basis.of(actor)),
                    occasion,
                    refusal));
        });
    }

    private Mono<Void> write(AuditEntry entry) {
        return entry.bind(database.sql(AuditEntry.ALONE))
                .fetch()
                .rowsUpdated()
                .then()
                .contextWrite(entry.scope())
                .onErrorMap(failure -> new DataAccessResourceFailureException(
                        "An audit row could not be written; the answer does not leave.", failure));
    }
}
