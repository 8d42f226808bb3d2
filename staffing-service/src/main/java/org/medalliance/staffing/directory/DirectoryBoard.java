package org.medalliance.staffing.directory;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.lifecycle.Refusal;
import org.medalliance.platform.web.Page;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Where the directory is read. */
@Service
public class DirectoryBoard {

    private final DirectoryRows rows;

    DirectoryBoard(DirectoryRows rows) {
        this.rows = rows;
    }

    /** Empty when the alliance has none of this id. */
    public Mono<Institution> institution(Scope scope, String id) {
        return rows.institution(scope, id);
    }

    /** Empty when the alliance has none of this id. */
    public Mono<Practitioner> practitioner(Scope scope, String id) {
        return rows.practitioner(scope, id);
    }

    /** Ids of the hospitals that lead the alliance. */
    public Mono<Set<String>> leads(Scope scope) {
        return rows.leads(scope).collect(Collectors.toUnmodifiableSet());
    }

    Mono<Page<Institution>> institutions(Scope scope, Slice slice, String kind) {
        return rows.institutions(scope, slice, kind).collectList().map(slice::page);
    }

    Mono<Page<Practitioner>> practitioners(Scope scope, Slice slice, String institution, String specialty) {
        return rows.practitioners(scope, slice, institution, specialty)
                .collectList()
                .map(slice::page);
    }

    Mono<Page<Shift>> shifts(Scope scope, Slice slice, String institution, String unit) {
        return rows.shifts(scope, slice, institution, unit).collectList().map(slice::page);
    }

    /**
     * Who answers for a unit at a moment.
     *
     * @throws Refusal.Unknown when the institution has no such unit; a unit with nobody on duty is an answer
     */
    Mono<OnDuty> onDuty(Scope scope, String institution, String unit, Instant at) {
        var moment = at.atZone(Shift.COUNTY);
        var today = Weekday.of(moment.getDayOfWeek());
        var yesterday = Weekday.of(moment.getDayOfWeek().minus(1));
        return rows.institution(scope, institution)
                .filter(it -> it.hasDepartment(unit) || Shift.Centre.isOne(unit))
                .switchIfEmpty(Mono.error(Refusal.Unknown::new))
                .flatMap(_ ->
                        rows.shifts(scope, institution, unit, today, yesterday).collectList())
                .map(shifts -> shifts.stream()
                        .flatMap(shift -> shift.turnAt(moment).stream())
                        .findFirst())
                .flatMap(turn -> turn.map(it -> named(scope, it))
                        .orElseGet(() -> Mono.just(Map.of()))
                        .map(people -> OnDuty.of(institution, unit, moment, turn, people)));
    }

    private Mono<Map<String, Practitioner>> named(Scope scope, Shift.Turn turn) {
        var shift = turn.shift();
        List<String> ids =
                Stream.concat(Stream.of(shift.onDuty()), shift.chain().stream()).toList();
        return rows.practitioners(scope, ids).collectMap(Practitioner::id, Function.identity());
    }
}
