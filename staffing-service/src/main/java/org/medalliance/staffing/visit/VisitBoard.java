package org.medalliance.staffing.visit;

import java.util.List;
import java.util.UUID;
import org.medalliance.platform.access.Actor;
import org.medalliance.platform.audit.Audit;
import org.medalliance.platform.lifecycle.Refusal;
import org.medalliance.platform.web.Page;
import org.medalliance.platform.web.PageRequest;
import org.medalliance.staffing.visit.VisitingDays.Seen;
import org.medalliance.staffing.visit.VisitingDays.Wanted;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Reads: a visiting day, its time line, the days to come. */
@Service
class VisitBoard {

    private static final String CASE = "visiting-day";

    private final VisitingDays days;
    private final Audit audit;

    VisitBoard(VisitingDays days, Audit audit) {
        this.days = days;
        this.audit = audit;
    }

    /**
     * @throws Refusal.Unknown when the actor has no part in it
     */
    Mono<VisitingDayView> day(Actor actor, UUID id) {
        return seen(actor, id)
                .map(seen -> VisitingDayView.of(seen, actor))
                .flatMap(view -> audit.opened(actor, CASE, id).thenReturn(view));
    }

    /**
     * @throws Refusal.Unknown when the actor has no part in it
     */
    Mono<List<VisitingDays.Move>> timeline(Actor actor, UUID id) {
        return seen(actor, id).flatMap(seen -> days.moves(seen.day())).flatMap(moves -> audit.opened(actor, CASE, id)
                .thenReturn(moves));
    }

    Mono<Page<VisitingDayView>> list(Actor actor, Wanted wanted, PageRequest request) {
        return days.list(actor, wanted, request)
                .map(seen -> VisitingDayView.of(seen, actor))
                .collectList()
                .map(rows -> Page.of(rows, request, it -> new PageRequest.Position(it.startsAt(), it.id())))
                .flatMap(page -> audit.listed(
                                actor,
                                CASE,
                                page.items().stream().map(VisitingDayView::id).toList())
                        .thenReturn(page));
    }

    private Mono<Seen> seen(Actor actor, UUID id) {
        return days.find(actor, id).switchIfEmpty(Mono.error(Refusal.Unknown::new));
    }
}
