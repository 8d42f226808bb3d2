package org.medalliance.platform.attention;

import static java.util.Objects.requireNonNull;

import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.Actor;
import org.medalliance.platform.access.AllianceDatabase;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.access.Values;
import org.medalliance.platform.access.WorkerDatabase;
import org.medalliance.platform.identity.Ids;
import org.medalliance.platform.web.PageRequest;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Attention items as they are stored. */
@Component
class AttentionItems {

    private static final String COLUMNS = """
            id, alliance_id, version, kind, urgency, step, case_type, case_id, case_number, institution, role,
            practitioner, former_role, former_practitioner, state, raised_at, changed_at, acknowledged_by,
            acknowledged_at""";

    /**
     * The one that is open for the same audience rings again, rather than a second beside it. PostgreSQL refuses a
     * statement that would write a row twice: alerts of one batch differ in case, kind or audience.
     */
    private static final String RAISE = """
            insert into attention_item (id, alliance_id, version, kind, urgency, step, case_type, case_id, case_number,
                                        institution, role, practitioner, state, raised_at, changed_at)
            select id, :alliance, 1, kind, urgency, step, case_type, case_id, case_number, institution,
                   nullif(role, ''), nullif(practitioner, ''), 'OPEN', :now, :now
              from unnest(:ids, :kinds, :urgencies, :steps, :caseTypes, :caseIds, :caseNumbers, :institutions, :roles,
                          :practitioners)
                as a (id, kind, urgency, step, case_type, case_id, case_number, institution, role, practitioner)
            on conflict (alliance_id, case_id, kind, institution, coalesce(role, ''), coalesce(practitioner, ''))
                  where state = 'OPEN'
            do update set version = attention_item.version + 1, step = excluded.step, urgency = excluded.urgency,
                          changed_at = excluded.changed_at
            returning %s
            """.formatted(COLUMNS);

    private static final String CLEAR = """
            update attention_item set state = 'CLEARED', version = version + 1, changed_at = :now
             where alliance_id = :alliance and case_id = :caseId and kind = any (:kinds) and state = 'OPEN'
            returning %s
            """.formatted(COLUMNS);

    private static final String CONCERNED = """
             alliance_id = :alliance and institution in (:institution, '*')
               and (practitioner = :practitioner or role = any (:roles))""";

    private static final String FIND =
            "select %s from attention_item where id = :id and %s".formatted(COLUMNS, CONCERNED);

    private static final String OPEN = """
            select %s from attention_item
             where state = 'OPEN' and %s and (raised_at, id) < (:at, :before)
             order by raised_at desc, id desc limit :limit
            """.formatted(COLUMNS, CONCERNED);

    private static final String ACKNOWLEDGE = """
            update attention_item
               set state = 'ACKNOWLEDGED', version = version + 1, changed_at = :now, acknowledged_by = :by,
                   acknowledged_at = :now
             where alliance_id = :alliance and id = :id and state = 'OPEN'
            returning %s
            """.formatted(COLUMNS);

    private static final String HAND_OVER = """
            update attention_item
               set role = :role, practitioner = :practitioner, former_role = role, former_practitioner = practitioner,
                   version = version + 1, changed_at = :now
             where alliance_id = :alliance and id = :id and state = 'OPEN'
               and not exists (select 1 from attention_item there
                                where there.alliance_id = :alliance and there.case_id = attention_item.case_id
                                  and there.kind = attention_item.kind and there.state = 'OPEN'
                                  and there.institution = attention_item.institution
                                  and coalesce(there.role, '') = coalesce(:role, '')
                                  and coalesce(there.practitioner, '') = coalesce(:practitioner, ''))
            returning %s
            """.formatted(COLUMNS);

    private static final String CHANGED = """
            select %s from attention_item where changed_at >= :since order by changed_at, id limit :limit
            """.formatted(COLUMNS);

    private final AllianceDatabase database;
    private final WorkerDatabase worker;
    private final Clock clock;
    private final String service;

    AttentionItems(
            AllianceDatabase database,
            WorkerDatabase worker,
            Clock clock,
            @Value("${spring.application.name}") String service) {
        this.database = database;
        this.worker = worker;
        this.clock = clock;
        this.service = service;
    }

    Mono<AttentionItem> raise(Scope scope, Alert alert) {
        return raiseAll(scope, List.of(alert)).map(List::getFirst);
    }

    Mono<List<AttentionItem>> raiseAll(Scope scope, List<Alert> alerts) {
        return database.sql(scope, RAISE)
                .bind("ids", alerts.stream().map(_ -> Ids.next()).toArray(UUID[]::new))
                .bind("kinds", texts(alerts, Alert::kind))
                .bind("urgencies", texts(alerts, it -> it.urgency().name()))
                .bind("steps", alerts.stream().map(Alert::step).toArray(Integer[]::new))
                .bind("caseTypes", texts(alerts, it -> it.about().type()))
                .bind("caseIds", alerts.stream().map(it -> it.about().id()).toArray(UUID[]::new))
                .bind("caseNumbers", texts(alerts, it -> it.about().number()))
                .bind("institutions", texts(alerts, it -> it.audience().institution()))
                .bind("roles", texts(alerts, it -> orEmpty(it.audience().role())))
                .bind("practitioners", texts(alerts, it -> orEmpty(it.audience().practitioner())))
                .bind("now", clock.instant())
                .map(this::item)
                .all()
                .collectList();
    }

    private static String[] texts(List<Alert> alerts, Function<Alert, String> text) {
        return alerts.stream().map(text).toArray(String[]::new);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    Mono<List<AttentionItem>> clear(Scope scope, UUID caseId, List<String> kinds) {
        return database.sql(scope, CLEAR)
                .bind("caseId", caseId)
                .bind("kinds", kinds.toArray(String[]::new))
                .bind("now", clock.instant())
                .map(this::item)
                .all()
                .collectList();
    }

    /** Empty for those whom it does not concern, whether or not it exists. */
    Mono<AttentionItem> find(Actor actor, UUID id) {
        return concerned(FIND, actor).bind("id", id).map(this::item).one();
    }

    Flux<AttentionItem> open(Actor actor, PageRequest page) {
        return concerned(OPEN, actor)
                .bind("at", page.before().at())
                .bind("before", page.before().id())
                .bind("limit", page.limit() + 1)
                .map(this::item)
                .all();
    }

    /** Empty when it was settled meanwhile. */
    Mono<AttentionItem> acknowledge(Scope scope, UUID id, String by) {
        return database.sql(scope, ACKNOWLEDGE)
                .bind("id", id)
                .bind("by", by)
                .bind("now", clock.instant())
                .map(this::item)
                .one();
    }

    /** Empty when it was settled meanwhile, or when the new audience has one of the same already. */
    Mono<AttentionItem> handOver(Scope scope, UUID id, Audience to) {
        return audience(database.sql(scope, HAND_OVER), to)
                .bind("id", id)
                .bind("now", clock.instant())
                .map(this::item)
                .one();
    }

    /** Of every alliance, for a gateway that hands each to whom it concerns. */
    Flux<Changed> changed(Instant since, int limit) {
        return worker.sql(CHANGED)
                .bind("since", since)
                .bind("limit", limit)
                .map(row -> new Changed(requireNonNull(row.get("alliance_id", String.class)), item(row)))
                .all();
    }

    record Changed(String allianceId, AttentionItem item) {}

    private GenericExecuteSpec concerned(String sql, Actor actor) {
        return database.sql(actor.scope(), sql)
                .bind("institution", actor.institution())
                .bind("practitioner", actor.practitioner() == null ? "" : actor.practitioner())
                .bind("roles", actor.roles().toArray(String[]::new));
    }

    private static GenericExecuteSpec audience(GenericExecuteSpec spec, Audience audience) {
        return spec.bind("role", Values.orNull(audience.role()))
                .bind("practitioner", Values.orNull(audience.practitioner()));
    }

    private AttentionItem item(Readable row) {
        var institution = text(row, "institution");
        return new AttentionItem(
                requireNonNull(row.get("id", UUID.class)),
                requireNonNull(row.get("version", Long.class)),
                service,
                text(row, "kind"),
                Urgency.valueOf(text(row, "urgency")),
                requireNonNull(row.get("step", Integer.class)),
                text(row, "case_type"),
                requireNonNull(row.get("case_id", UUID.class)),
                text(row, "case_number"),
                new Audience(institution, row.get("role", String.class), row.get("practitioner", String.class)),
                AttentionItem.State.valueOf(text(row, "state")),
                requireNonNull(row.get("raised_at", Instant.class)),
                requireNonNull(row.get("changed_at", Instant.class)),
                row.get("acknowledged_by", String.class),
                row.get("acknowledged_at", Instant.class),
                former(row, institution));
    }

    private static @Nullable Audience former(Readable row, String institution) {
        var role = row.get("former_role", String.class);
        var practitioner = row.get("former_practitioner", String.class);
        return role == null && practitioner == null ? null : new Audience(institution, role, practitioner);
    }

    private static String text(Readable row, String column) {
        return requireNonNull(row.get(column, String.class));
    }
}
