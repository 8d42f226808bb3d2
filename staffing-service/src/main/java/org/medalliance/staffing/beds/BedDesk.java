package org.medalliance.staffing.beds;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.medalliance.platform.access.Actor;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.lifecycle.Refusal;
import org.medalliance.platform.lifecycle.Refusal.Invalid.Fault;
import org.medalliance.platform.messaging.Event;
import org.medalliance.platform.messaging.Outbox;
import org.medalliance.staffing.beds.BedBoard.WardBeds;
import org.medalliance.staffing.beds.BedController.ReportBeds;
import org.medalliance.staffing.directory.DirectoryBoard;
import org.medalliance.staffing.directory.Institution;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Takes reports of beds in and tells the other services. Works within the caller's transaction. */
@Service
class BedDesk {

    static final String TOPIC = "directory.beds.v1";
    static final String TYPE = "org.medalliance.directory.beds.v1";

    /** By how much a hospital's clock may be ahead of ours. */
    private static final Duration SKEW = Duration.ofMinutes(2);

    private final BedBoards boards;
    private final DirectoryBoard directory;
    private final Outbox outbox;
    private final Clock clock;

    BedDesk(BedBoards boards, DirectoryBoard directory, Outbox outbox, Clock clock) {
        this.boards = boards;
        this.directory = directory;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** What the topic says: the whole board, so that the last word on an institution is enough. */
    private record Told(String institution, List<WardBeds> departments) {}

    /**
     * Of the actor's own institution.
     *
     * @throws Refusal.Conflict when the directory has not that institution
     * @throws Refusal.Invalid with every place that is wrong
     */
    Mono<BedBoard> take(Actor actor, ReportBeds report) {
        var scope = actor.scope();
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return directory
                .institution(scope, actor.institution())
                .switchIfEmpty(Mono.error(() -> new Refusal.Conflict("institution-not-in-directory")))
                .map(institution -> checked(institution, report, now))
                .flatMap(wards -> boards.lock(scope, actor.institution())
                        .flatMap(before -> keep(scope, before, before.with(wards), now)));
    }

    private Mono<BedBoard> keep(Scope scope, BedBoard before, BedBoard next, Instant now) {
        return next.equals(before)
                ? Mono.just(before)
                : boards.write(scope, next, now)
                        .then(Mono.defer(() -> outbox.append(event(scope, next, now))))
                        .thenReturn(next);
    }

    private static Event event(Scope scope, BedBoard board, Instant now) {
        return new Event(
                scope,
                TOPIC,
                TYPE,
                board.institution(),
                board.version(),
                now,
                new Told(board.institution(), board.departments()));
    }

    private static List<WardBeds> checked(Institution institution, ReportBeds report, Instant now) {
        var faults = new ArrayList<Fault>();
        var given = report.reportedAt() == null ? now : report.reportedAt().toInstant();
        if (given.isAfter(now.plus(SKEW))) {
            faults.add(new Fault("/reportedAt", "in-the-future"));
        }
        if (given.isBefore(now.minus(Duration.ofDays(366)))) {
            faults.add(new Fault("/reportedAt", "too-long-ago"));
        }
        var seen = new HashSet<String>();
        var wards = report.departments();
        IntStream.range(0, wards.size()).forEach(place -> {
            var ward = wards.get(place);
            var pointer = "/departments/" + place;
            if (institution.departments().stream().noneMatch(it -> it.code().equals(ward.department()))) {
                faults.add(new Fault(pointer + "/department", "unknown-department"));
            } else if (!seen.add(ward.department())) {
                faults.add(new Fault(pointer + "/department", "duplicate"));
            }
            if (ward.free() > ward.total()) {
                faults.add(new Fault(pointer + "/free", "more-free-than-beds"));
            }
        });
        if (!faults.isEmpty()) {
            throw new Refusal.Invalid(faults);
        }
        var at = given.isAfter(now) ? now : given.truncatedTo(ChronoUnit.MICROS);
        return wards.stream()
                .map(it ->
                        new WardBeds(it.department(), it.total(), it.free(), Boolean.TRUE.equals(it.diverting()), at))
                .toList();
    }
}
