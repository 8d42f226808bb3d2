package org.medalliance.referral.indicator;

import static java.util.Objects.requireNonNull;

import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.AllianceDatabase;
import org.medalliance.platform.access.Values;
import org.medalliance.platform.web.PageRequest;
import org.medalliance.referral.content.Direction;
import org.medalliance.referral.content.Pathway;
import org.medalliance.referral.content.Priority;
import org.medalliance.referral.indicator.Indicator.GroupBy;
import org.medalliance.referral.indicator.Indicator.Part;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Counts, and lists what was counted: both by the same conditions on the same facts. */
@Repository
class CountedCases {

    private static final List<Indicator> ALL = List.of(Indicator.values());

    /** One pass for all numbers. */
    private static final String COUNTS = CaseFacts.FACT + "select "
            + ALL.stream().flatMap(CountedCases::columns).collect(Collectors.joining(",\n")) + " from fact";

    private static final String GROUPS = CaseFacts.FACT
            + Indicator.GROUPED.entrySet().stream()
                    .flatMap(it -> it.getValue().stream().map(by -> group(it.getKey(), by)))
                    .sorted()
                    .collect(Collectors.joining("\nunion all\n"))
            + "\norder by 1, 2, 3, 4";

    private static final String PAGE = CaseFacts.FACT + """
            select id, number, direction, priority, pathway, specialty, state, origin, destination, submitted_at,
                   cast(%s as numeric) as minutes
              from fact
             where %s and (cast(:key as text) is null or %s = :key) and (cast(:month as text) is null or month = :month)
               and (submitted_at, id) < (:at, :before)
             order by submitted_at desc, id desc limit :limit
            """;

    private final AllianceDatabase database;
    private final Clock clock;

    CountedCases(AllianceDatabase database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * @param parts how many cases; null for a part that the indicator does not have
     * @param median of what is measured, in minutes; null where nothing was
     */
    record Counted(
            Map<Part, Long> parts,
            @Nullable BigDecimal median,
            @Nullable BigDecimal p90) {

        @Nullable
        Long of(Part part) {
            return parts.get(part);
        }
    }

    /** @param month such as {@code 2026-11}; null where the whole period is one group */
    record CaseGroup(
            Indicator indicator,
            GroupBy by,
            @Nullable String month,
            @Nullable String key,
            long cases) {}

    /**
     * A case that counts: number and codes, no person.
     *
     * @param minutes what was measured; null where nothing is
     */
    record CountedCase(
            UUID id,
            String number,
            Direction direction,
            Priority priority,
            Pathway pathway,
            String specialty,
            String state,
            String origin,
            String destination,
            Instant submittedAt,
            @Nullable BigDecimal minutes) {}

    /** Of one group only. */
    record ChosenCases(
            @Nullable GroupBy by,
            @Nullable String key,
            @Nullable String month) {}

    Mono<Map<Indicator, Counted>> counts(CaseSelection selection) {
        return bound(COUNTS, selection).map(CountedCases::counted).one();
    }

    Mono<List<CaseGroup>> groups(CaseSelection selection) {
        return bound(GROUPS, selection)
                .filter(statement -> statement.fetchSize(100))
                .map(row -> new CaseGroup(
                        Indicator.valueOf(text(row, "indicator")),
                        GroupBy.valueOf(text(row, "grouped_by")),
                        row.get("month", String.class),
                        row.get("key", String.class),
                        requireNonNull(row.get("cases", Long.class))))
                .all()
                .collectList();
    }

    /** Newest first, one more than the page takes; none of a part that the indicator does not have. */
    Flux<CountedCase> page(
            CaseSelection selection, Indicator indicator, Part part, ChosenCases group, PageRequest request) {
        var condition = indicator.condition(part);
        if (condition == null) {
            return Flux.empty();
        }
        var minutes = indicator.minutes() == null ? "null" : indicator.minutes();
        var key = group.by() == null ? "null" : group.by().key();
        return bound(PAGE.formatted(minutes, "(" + condition + ")", key), selection)
                .bind("key", Values.orNull(group.key()))
                .bind("month", Values.orNull(group.month()))
                .bind("at", request.before().at())
                .bind("before", request.before().id())
                .bind("limit", request.limit() + 1)
                .map(CountedCases::countedCase)
                .all();
    }

    private GenericExecuteSpec bound(String sql, CaseSelection selection) {
        return database.sql(selection.scope(), sql)
                .bind("begin", selection.begin())
                .bind("end", selection.end())
                .bind("now", clock.instant())
                .bind("institution", Values.orNull(selection.institution()))
                .bind("direction", Values.nameOrNull(selection.direction()));
    }

    private static Stream<String> columns(Indicator it) {
        var counts = Arrays.stream(Part.values())
                .filter(part -> it.condition(part) != null)
                .map(part -> "count(*) filter (where %s) as %s".formatted(it.condition(part), column(it, part.name())));
        var measured = it.minutes() == null
                ? Stream.<String>of()
                : Stream.of("median", "p90")
                        .map(what ->
                                "cast(percentile_cont(%s) within group (order by %s) filter (where %s) as numeric) as %s"
                                        .formatted(
                                                what.equals("median") ? "0.5" : "0.9",
                                                it.minutes(),
                                                it.condition(Part.DENOMINATOR),
                                                column(it, what)));
        return Stream.concat(counts, measured);
    }

    private static String column(Indicator it, String what) {
        return (it.name() + "_" + what).toLowerCase(Locale.ROOT);
    }

    private static String group(Indicator it, GroupBy by) {
        return """
                select '%s' as indicator, '%s' as grouped_by, %s as month, %s as key, count(*) as cases
                  from fact where %s group by 3, 4""".formatted(
                        it.name(),
                        by.name(),
                        by.isMonthly() ? "month" : "cast(null as text)",
                        by.key(),
                        it.condition(Part.NUMERATOR));
    }

    private static Map<Indicator, Counted> counted(Readable row) {
        var all = new EnumMap<Indicator, Counted>(Indicator.class);
        for (var it : ALL) {
            var parts = new EnumMap<Part, Long>(Part.class);
            for (var part : Part.values()) {
                if (it.condition(part) != null) {
                    parts.put(part, requireNonNull(row.get(column(it, part.name()), Long.class)));
                }
            }
            var measured = it.minutes() != null;
            all.put(
                    it,
                    new Counted(
                            parts,
                            measured ? rounded(row.get(column(it, "median"), BigDecimal.class)) : null,
                            measured ? rounded(row.get(column(it, "p90"), BigDecimal.class)) : null));
        }
        return all;
    }

    private static CountedCase countedCase(Readable row) {
        return new CountedCase(
                requireNonNull(row.get("id", UUID.class)),
                text(row, "number"),
                Direction.valueOf(text(row, "direction")),
                Priority.valueOf(text(row, "priority")),
                Pathway.valueOf(text(row, "pathway")),
                text(row, "specialty"),
                text(row, "state"),
                text(row, "origin"),
                text(row, "destination"),
                requireNonNull(row.get("submitted_at", Instant.class)),
                rounded(row.get("minutes", BigDecimal.class)));
    }

    /** To a tenth of a minute. */
    private static @Nullable BigDecimal rounded(@Nullable BigDecimal minutes) {
        return minutes == null ? null : minutes.setScale(1, RoundingMode.HALF_UP);
    }

    private static String text(Readable row, String column) {
        return requireNonNull(row.get(column, String.class));
    }
}
