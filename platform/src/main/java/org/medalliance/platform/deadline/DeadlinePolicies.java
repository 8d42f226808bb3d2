package org.medalliance.platform.deadline;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.medalliance.platform.access.AllianceDatabase;
import org.medalliance.platform.access.Remembered;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.lifecycle.Refusal;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Policies as they are stored: every version, the newest in force. Without any the service's defaults hold. */
@Component
class DeadlinePolicies {

    private static final String VERSION = """
            select coalesce(max(version), 0) from deadline_policy
             where alliance_id = :alliance and case_type = :caseType
            """;

    private static final String CONTENT = """
            select content from deadline_policy
             where alliance_id = :alliance and case_type = :caseType and version = :version
            """;

    private static final String ADD = """
            insert into deadline_policy (alliance_id, case_type, version, content, changed_by, changed_at)
            values (:alliance, :caseType, :version, :content, :by, :now) on conflict do nothing
            """;

    private static final String HISTORY = """
            select version, content, changed_by, changed_at from deadline_policy
             where alliance_id = :alliance and case_type = :caseType order by version desc limit 100
            """;

    private static final Duration KEPT = Duration.ofSeconds(2);

    private final AllianceDatabase database;
    private final JsonMapper json;
    private final Clock clock;
    private final Map<String, DeadlineSubject> subjects;
    private final Map<Edition, DeadlinePolicy> known = new ConcurrentHashMap<>();
    private final Remembered<Long> newest = new Remembered<>(KEPT);

    DeadlinePolicies(AllianceDatabase database, JsonMapper json, Clock clock, List<DeadlineSubject> subjects) {
        this.database = database;
        this.json = json;
        this.clock = clock;
        this.subjects = subjects.stream().collect(Collectors.toMap(DeadlineSubject::caseType, Function.identity()));
    }

    private record Edition(String alliance, String caseType, long version) {}

    /** A policy in one of its versions; version 0 is the default. */
    record Versioned(String caseType, long version, DeadlinePolicy policy) {}

    record Change(long version, String changedBy, Instant changedAt, DeadlinePolicy policy) {}

    /**
     * @throws Refusal.Unknown when this service has no such cases
     */
    DeadlineSubject subject(String caseType) {
        var subject = subjects.get(caseType);
        if (subject == null) {
            throw new Refusal.Unknown();
        }
        return subject;
    }

    List<String> caseTypes() {
        return subjects.keySet().stream().sorted().toList();
    }

    /** Of two seconds ago at most, where another instance has changed it. */
    Mono<Versioned> current(Scope scope, String caseType) {
        return newest.get(scope, caseType, read(scope, caseType)).flatMap(version -> version(scope, caseType, version));
    }

    private Mono<Long> read(Scope scope, String caseType) {
        return database.sql(scope, VERSION)
                .bind("caseType", caseType)
                .map(row -> requireNonNull(row.get(0, Long.class)))
                .one();
    }

    /** A version never changes, and so is read once. */
    Mono<Versioned> version(Scope scope, String caseType, long version) {
        if (version == 0) {
            return Mono.fromSupplier(
                    () -> new Versioned(caseType, 0, subject(caseType).defaults()));
        }
        var key = new Edition(scope.alliance(), caseType, version);
        return Mono.justOrEmpty(known.get(key))
                .switchIfEmpty(Mono.defer(() -> read(scope, key)))
                .map(policy -> new Versioned(caseType, version, policy));
    }

    private Mono<DeadlinePolicy> read(Scope scope, Edition key) {
        return database.sql(scope, CONTENT)
                .bind("caseType", key.caseType())
                .bind("version", key.version())
                .map(row -> json.readValue(requireNonNull(row.get(0, String.class)), DeadlinePolicy.class))
                .one()
                .doOnNext(policy -> {
                    known.keySet()
                            .removeIf(it -> it.alliance().equals(key.alliance())
                                    && it.caseType().equals(key.caseType())
                                    && it.version() < key.version());
                    known.put(key, policy);
                });
    }

    /**
     * @param after the version that the change was made upon
     * @throws Refusal.Stale when somebody else has changed it since
     */
    Mono<Versioned> change(Scope scope, String caseType, long after, DeadlinePolicy policy, String by) {
        return read(scope, caseType)
                .filter(version -> version == after)
                .flatMap(_ -> database.sql(scope, ADD)
                        .bind("caseType", caseType)
                        .bind("version", after + 1)
                        .bind("content", json.writeValueAsString(policy))
                        .bind("by", by)
                        .bind("now", clock.instant())
                        .fetch()
                        .rowsUpdated())
                .filter(rows -> rows == 1)
                .switchIfEmpty(Mono.error(Refusal.Stale::new))
                .delayUntil(_ -> newest.forget(scope))
                .thenReturn(new Versioned(caseType, after + 1, policy));
    }

    Flux<Change> history(Scope scope, String caseType) {
        return database.sql(scope, HISTORY)
                .bind("caseType", caseType)
                .map(row -> new Change(
                        requireNonNull(row.get("version", Long.class)),
                        requireNonNull(row.get("changed_by", String.class)),
                        requireNonNull(row.get("changed_at", Instant.class)),
                        json.readValue(requireNonNull(row.get("content", String.class)), DeadlinePolicy.class)))
                .all();
    }
}
