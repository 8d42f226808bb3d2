package org.medalliance.platform.webhook;

import static java.util.Objects.requireNonNull;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.medalliance.platform.access.AllianceDatabase;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.access.Values;
import org.medalliance.platform.lifecycle.Refusal;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The alliances' webhooks. The kinds of the active ones stand in a table of their own, which each event looks at. */
@Component
class Webhooks {

    /** So many that nobody needs more, and an event's transaction writes no more deliveries. */
    static final int MOST = 50;

    private static final String COLUMNS = """
            id, version, name, url, kinds, algorithm, secret, previous_until, active, created_by,
            created_at, changed_at""";

    private static final String INSERT = """
            insert into webhook (id, alliance_id, version, name, url, kinds, algorithm, secret, active, created_by,
                                 created_at, changed_at)
            select :id, :alliance, :version, :name, :url, :kinds, :algorithm, :secret, :active, :createdBy, :changedAt,
                   :changedAt
             where (select count(*) from webhook where alliance_id = :alliance and deleted_at is null) < :most
            """;

    private static final String UPDATE = """
            update webhook set version = :version, name = :name, url = :url, kinds = :kinds, algorithm = :algorithm,
                   secret = :secret, previous_until = :previousUntil,
                   active = :active, changed_at = :changedAt
             where alliance_id = :alliance and id = :id and version = :version - 1 and deleted_at is null
            """;

    private static final String DELETE = """
            update webhook set version = version + 1, active = false, secret = null, previous_until = null,
                   changed_at = :now, deleted_at = :now
             where alliance_id = :alliance and id = :id and version = :version and deleted_at is null
            """;

    private static final String FORGET_KINDS =
            "delete from webhook_kind where alliance_id = :alliance and webhook_id = :id";

    private static final String NOTE_KINDS = """
            insert into webhook_kind (alliance_id, kind, webhook_id)
            select :alliance, kind, :id from unnest(:kinds) kind on conflict do nothing
            """;

    private static final String FIND =
            "select %s from webhook where alliance_id = :alliance and id = :id and deleted_at is null"
                    .formatted(COLUMNS);

    private static final String ALL = """
            select %s from webhook where alliance_id = :alliance and deleted_at is null
             order by created_at, id limit 200
            """.formatted(COLUMNS);

    private final AllianceDatabase database;

    Webhooks(AllianceDatabase database) {
        this.database = database;
    }

    /** @return fails with a refusal when the alliance has enough of them */
    Mono<Webhook> add(Scope scope, Webhook webhook) {
        return bind(database.sql(scope, INSERT), webhook)
                .bind("createdBy", webhook.createdBy())
                .bind("most", MOST)
                .fetch()
                .rowsUpdated()
                .filter(rows -> rows == 1)
                .switchIfEmpty(Mono.error(() -> new Refusal.Conflict("too-many-webhooks", MOST)))
                .then(noteKinds(scope, webhook))
                .thenReturn(webhook);
    }

    /** Whole, if nobody else has changed it. */
    Mono<Webhook> save(Scope scope, Webhook webhook) {
        return bind(database.sql(scope, UPDATE), webhook)
                .bind("previousUntil", Values.orNull(webhook.previousUntil(), Instant.class))
                .fetch()
                .rowsUpdated()
                .filter(rows -> rows == 1)
                .switchIfEmpty(Mono.error(Refusal.Stale::new))
                .then(forgetKinds(scope, webhook.id()))
                .then(noteKinds(scope, webhook))
                .thenReturn(webhook);
    }

    /** The row stays, for its deliveries; its secrets do not. */
    Mono<Void> delete(Scope scope, Webhook webhook, Instant now) {
        return database.sql(scope, DELETE)
                .bind("id", webhook.id())
                .bind("version", webhook.version())
                .bind("now", now)
                .fetch()
                .rowsUpdated()
                .filter(rows -> rows == 1)
                .switchIfEmpty(Mono.error(Refusal.Stale::new))
                .then(forgetKinds(scope, webhook.id()));
    }

    private Mono<Void> forgetKinds(Scope scope, UUID id) {
        return database.sql(scope, FORGET_KINDS).bind("id", id).then();
    }

    private Mono<Void> noteKinds(Scope scope, Webhook webhook) {
        if (!webhook.active()) {
            return Mono.empty();
        }
        return database.sql(scope, NOTE_KINDS)
                .bind("id", webhook.id())
                .bind("kinds", webhook.kinds().toArray(String[]::new))
                .then();
    }

    /** @return fails with {@link Refusal.Unknown} when the alliance has no such webhook */
    Mono<Webhook> find(Scope scope, UUID id) {
        return database.sql(scope, FIND)
                .bind("id", id)
                .map(Webhooks::webhook)
                .one()
                .switchIfEmpty(Mono.error(Refusal.Unknown::new));
    }

    Flux<Webhook> all(Scope scope) {
        return database.sql(scope, ALL).map(Webhooks::webhook).all();
    }

    private static GenericExecuteSpec bind(GenericExecuteSpec spec, Webhook webhook) {
        return spec.bind("id", webhook.id())
                .bind("version", webhook.version())
                .bind("name", webhook.name())
                .bind("url", webhook.url())
                .bind("kinds", webhook.kinds().toArray(String[]::new))
                .bind("algorithm", webhook.algorithm().name())
                .bind("secret", webhook.secret())
                .bind("active", webhook.active())
                .bind("changedAt", webhook.changedAt());
    }

    private static Webhook webhook(Readable row) {
        return new Webhook(
                requireNonNull(row.get("id", UUID.class)),
                requireNonNull(row.get("version", Long.class)),
                requireNonNull(row.get("name", String.class)),
                requireNonNull(row.get("url", String.class)),
                List.of(requireNonNull(row.get("kinds", String[].class))),
                Algorithm.valueOf(requireNonNull(row.get("algorithm", String.class))),
                requireNonNull(row.get("secret", String.class)),
                row.get("previous_until", Instant.class),
                requireNonNull(row.get("active", Boolean.class)),
                requireNonNull(row.get("created_by", String.class)),
                requireNonNull(row.get("created_at", Instant.class)),
                requireNonNull(row.get("changed_at", Instant.class)));
    }
}
