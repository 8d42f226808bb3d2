package org.medalliance.referral.reason;

import static java.util.Objects.requireNonNull;

import io.r2dbc.spi.Readable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.Actor;
import org.medalliance.platform.access.AllianceDatabase;
import org.medalliance.platform.access.Remembered;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.access.Values;
import org.medalliance.platform.lifecycle.Refusal;
import org.medalliance.referral.reason.Reason.Kind;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * The catalogue that comes with the product, with what an alliance has changed or added. Commands look it up often and
 * it changes seldom: each instance keeps it for ten seconds.
 */
@Component
public class Reasons {

    private static final Duration KEPT = Duration.ofSeconds(10);

    private static final ZoneId COUNTY = ZoneId.of("Asia/Shanghai");

    private static final String PUT = """
            insert into reason (alliance_id, kind, code, zh, en, roles, comment_required, active_from, active_until)
            values (:alliance, :kind, :code, :zh, :en, :roles, :commentRequired, :activeFrom, :activeUntil)
            on conflict (alliance_id, kind, code) do update
               set zh = excluded.zh, en = excluded.en, roles = excluded.roles,
                   comment_required = excluded.comment_required, active_from = excluded.active_from,
                   active_until = excluded.active_until
            """;

    private static final String ALL = """
            select kind, code, zh, en, roles, comment_required, active_from, active_until from reason
             where alliance_id = :alliance order by kind, code limit 1000
            """;

    private final AllianceDatabase database;
    private final Clock clock;
    private final List<Reason> supplied;
    private final Remembered<List<Reason>> kept = new Remembered<>(KEPT);

    Reasons(AllianceDatabase database, JsonMapper json, Clock clock) {
        this.database = database;
        this.clock = clock;
        this.supplied = supplied(json);
    }

    private static List<Reason> supplied(JsonMapper json) {
        try (var file = new ClassPathResource("catalogue/reasons.json").getInputStream()) {
            return List.of(json.readValue(file, Reason[].class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @param pointer to the code in the body; the comment stands beside it
     * @throws Refusal.Invalid when there is no such reason today, when it is not the actor's to give, or when it needs a
     *     comment and has none
     */
    public Mono<Void> check(Actor actor, Kind kind, String code, @Nullable String comment) {
        return all(actor.scope()).flatMap(all -> {
            var reason = all.stream()
                    .filter(it -> it.kind() == kind && it.code().equals(code) && it.isActive(today()))
                    .findFirst()
                    .orElse(null);
            if (reason == null) {
                return Mono.error(new Refusal.Invalid("reason-unknown", "/reason"));
            }
            if (!reason.isFor(Set.copyOf(actor.roles()))) {
                return Mono.error(new Refusal.Invalid("reason-not-yours", "/reason"));
            }
            if (reason.commentRequired() && (comment == null || comment.isBlank())) {
                return Mono.error(new Refusal.Invalid("reason-needs-comment", "/comment"));
            }
            return Mono.empty();
        });
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), COUNTY);
    }

    /** Every reason, in the order of kind and code; what an alliance has of its own stands for what comes supplied. */
    public Mono<List<Reason>> all(Scope scope) {
        return kept.get(
                scope,
                "all",
                database.sql(scope, ALL)
                        .map(Reasons::reason)
                        .all()
                        .collectList()
                        .map(this::merged));
    }

    private List<Reason> merged(List<Reason> own) {
        var all = new TreeMap<String, Reason>();
        supplied.forEach(it -> all.put(it.kind().ordinal() + 100 + it.code(), it));
        own.forEach(it -> all.put(it.kind().ordinal() + 100 + it.code(), it));
        return List.copyOf(all.values());
    }

    Mono<Integer> put(Scope scope, List<Reason> reasons) {
        return Flux.fromIterable(reasons)
                .concatMap(it -> database.sql(scope, PUT)
                        .bind("kind", it.kind().name())
                        .bind("code", it.code())
                        .bind("zh", it.zh())
                        .bind("en", it.en())
                        .bind("roles", it.roles().stream().sorted().toArray(String[]::new))
                        .bind("commentRequired", it.commentRequired())
                        .bind("activeFrom", Values.orNull(it.activeFrom(), LocalDate.class))
                        .bind("activeUntil", Values.orNull(it.activeUntil(), LocalDate.class))
                        .then())
                .then(Mono.defer(() -> kept.forget(scope)))
                .thenReturn(reasons.size());
    }

    private static Reason reason(Readable row) {
        return new Reason(
                Kind.valueOf(text(row, "kind")),
                text(row, "code"),
                text(row, "zh"),
                text(row, "en"),
                Set.copyOf(Arrays.asList(requireNonNull(row.get("roles", String[].class)))),
                Boolean.TRUE.equals(row.get("comment_required", Boolean.class)),
                row.get("active_from", LocalDate.class),
                row.get("active_until", LocalDate.class));
    }

    private static String text(Readable row, String column) {
        return requireNonNull(row.get(column, String.class));
    }
}
