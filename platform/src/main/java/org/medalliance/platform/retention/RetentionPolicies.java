package org.medalliance.platform.retention;

import static java.util.Objects.requireNonNull;

import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.medalliance.platform.access.AllianceDatabase;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.lifecycle.Refusal;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Every version of each alliance's policy; the newest is in force, and without any the usual periods are. */
@Component
class RetentionPolicies {

    private static final String CURRENT = """
            select version, content, changed_by, changed_at from retention_policy
             where alliance_id = :alliance order by version desc limit 1
            """;

    private static final String HISTORY = """
            select version, content, changed_by, changed_at from retention_policy
             where alliance_id = :alliance order by version desc limit 100
            """;

    private static final String ADD = """
            insert into retention_policy (alliance_id, version, content, changed_by, changed_at)
            select :alliance, :version, :content, :by, :now
             where :version = 1 + coalesce((select max(version) from retention_policy where alliance_id = :alliance), 0)
            on conflict do nothing
            """;

    /** Periods are compared by what they are from here on; months differ in length. */
    private static final LocalDate REFERENCE = LocalDate.of(2000, 1, 1);

    private static final Period LONGEST = Period.ofYears(100);

    private final AllianceDatabase database;
    private final JsonMapper json;
    private final Clock clock;
    private final Map<String, Erasable> erasables = new TreeMap<>();

    RetentionPolicies(AllianceDatabase database, JsonMapper json, Clock clock, List<Erasable> erasables) {
        this.database = database;
        this.json = json;
        this.clock = clock;
        erasables.forEach(it -> this.erasables.put(it.name(), it));
    }

    /**
     * What is kept how long.
     *
     * @param period ISO 8601, such as {@code P15Y}
     */
    record KeepingRule(String name, Period period) {}

    record KeepingRules(List<KeepingRule> rules) {}

    /** Version 0 is what holds while nothing was decided. */
    record KeepingPolicy(long version, List<KeepingRule> rules, String changedBy, Instant changedAt) {

        Period period(Erasable of) {
            return rules.stream()
                    .filter(it -> it.name().equals(of.name()))
                    .map(KeepingRule::period)
                    .findFirst()
                    .orElse(of.keeping().usual());
        }
    }

    List<Erasable> erasables() {
        return List.copyOf(erasables.values());
    }

    Mono<KeepingPolicy> current(Scope scope) {
        return database.sql(scope, CURRENT)
                .map(this::policy)
                .one()
                .defaultIfEmpty(new KeepingPolicy(0, List.of(), "-", Instant.EPOCH));
    }

    Flux<KeepingPolicy> history(Scope scope) {
        return database.sql(scope, HISTORY).map(this::policy).all();
    }

    /**
     * @param after the version that the change was made upon
     */
    Mono<KeepingPolicy> change(Scope scope, long after, List<KeepingRule> rules, String by) {
        check(rules);
        var sorted =
                rules.stream().sorted(Comparator.comparing(KeepingRule::name)).toList();
        var policy = new KeepingPolicy(after + 1, sorted, by, clock.instant());
        return database.sql(scope, ADD)
                .bind("version", policy.version())
                .bind("content", json.writeValueAsString(new KeepingRules(sorted)))
                .bind("by", by)
                .bind("now", policy.changedAt())
                .fetch()
                .rowsUpdated()
                .filter(rows -> rows == 1)
                .switchIfEmpty(Mono.error(Refusal.Stale::new))
                .thenReturn(policy);
    }

    /** @throws Refusal.Invalid with every place that is wrong */
    private void check(List<KeepingRule> rules) {
        var faults = new ArrayList<Refusal.Invalid.Fault>();
        var seen = new HashSet<String>();
        for (int i = 0; i < rules.size(); i++) {
            var rule = rules.get(i);
            var erasable = erasables.get(rule.name());
            if (erasable == null) {
                faults.add(new Refusal.Invalid.Fault("/rules/%d/name".formatted(i), "retention-unknown"));
            } else if (!seen.add(rule.name())) {
                faults.add(new Refusal.Invalid.Fault("/rules/%d/name".formatted(i), "retention-twice"));
            } else if (isShorter(rule.period(), erasable.keeping().least())) {
                faults.add(new Refusal.Invalid.Fault("/rules/%d/period".formatted(i), "retention-too-short"));
            } else if (isShorter(LONGEST, rule.period())) {
                faults.add(new Refusal.Invalid.Fault("/rules/%d/period".formatted(i), "retention-too-long"));
            }
        }
        if (!faults.isEmpty()) {
            throw new Refusal.Invalid(faults);
        }
    }

    private static boolean isShorter(Period one, Period other) {
        return REFERENCE.plus(one).isBefore(REFERENCE.plus(other));
    }

    private KeepingPolicy policy(Readable row) {
        var content = requireNonNull(row.get("content", String.class));
        return new KeepingPolicy(
                requireNonNull(row.get("version", Long.class)),
                json.readValue(content, KeepingRules.class).rules(),
                requireNonNull(row.get("changed_by", String.class)),
                requireNonNull(row.get("changed_at", Instant.class)));
    }
}
