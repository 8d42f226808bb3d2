package org.medalliance.telemedicine.consult;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.Actor;
import org.medalliance.platform.audit.Audit;
import org.medalliance.platform.audit.Basis;
import org.medalliance.platform.breakglass.BreakGlass;
import org.medalliance.platform.lifecycle.Refusal;
import org.medalliance.platform.lifecycle.Role;
import org.medalliance.platform.privacy.Masks;
import org.medalliance.platform.web.Page;
import org.medalliance.platform.web.PageRequest;
import org.medalliance.telemedicine.consult.ConsultLifecycle.Party;
import org.medalliance.telemedicine.consult.ConsultLifecycle.State;
import org.medalliance.telemedicine.consult.Consults.Seen;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Where the parties of a consult read it. */
@Component
class ConsultBoard {

    private static final String CASE = "consult";

    private final Consults consults;
    private final Moves moves;
    private final BreakGlass breakGlass;
    private final Audit audit;

    ConsultBoard(Consults consults, Moves moves, BreakGlass breakGlass, Audit audit) {
        this.consults = consults;
        this.moves = moves;
        this.breakGlass = breakGlass;
        this.audit = audit;
    }

    /** Those who treat patients or place them; planners and viewers of the same institution do not. */
    private enum Reader implements Role {
        CLINIC_DOCTOR,
        SPECIALIST,
        REVIEWER,
        REFERRAL_OFFICER,
        DUTY_OFFICER,
        HIS_CLIENT
    }

    /** Whose work a list is. */
    enum Side {
        REQUESTER,
        PROVIDER,
        EXPERT
    }

    /**
     * A line of a work list; the patient's name masked.
     *
     * @param startsAt null while no time is arranged
     */
    record Line(
            UUID id,
            long version,
            String number,
            State state,
            @Nullable UUID referralId,
            String requester,
            String provider,
            String specialty,
            Consult.Kind kind,
            Consult.Priority priority,
            String patient,
            List<String> experts,
            @Nullable Instant startsAt,
            Instant requestedAt,
            Instant movedAt) {

        static Line of(Consult consult) {
            var span = consult.span();
            return new Line(
                    consult.id(),
                    consult.version(),
                    consult.number(),
                    consult.state(),
                    consult.origin() == null ? null : consult.origin().referral(),
                    consult.requester(),
                    consult.provider(),
                    consult.specialty(),
                    consult.kind(),
                    consult.priority(),
                    Masks.name(consult.details().ask().patient().name()),
                    consult.experts(),
                    span == null ? null : span.startsAt(),
                    consult.requestedAt(),
                    consult.movedAt());
        }
    }

    record TimeLine(List<Moves.Move> items) {}

    Mono<Seen> find(Actor actor, UUID id) {
        return seen(actor, id).flatMap(seen -> opened(actor, seen).thenReturn(seen));
    }

    private Mono<Seen> seen(Actor actor, UUID id) {
        return consults.find(actor, id)
                .switchIfEmpty(Mono.defer(() -> inAnEmergency(actor, id)))
                .switchIfEmpty(Mono.error(Refusal.Unknown::new))
                .doOnNext(_ -> actor.require(Reader.values()));
    }

    private Mono<Seen> inAnEmergency(Actor actor, UUID id) {
        return breakGlass
                .isHeld(actor, id)
                .filter(held -> held)
                .flatMap(_ -> consults.find(actor.scope(), id))
                .map(consult -> new Seen(consult, Set.of()));
    }

    private Mono<Void> opened(Actor actor, Seen seen) {
        var noted = audit.opened(actor, CASE, seen.consult().id());
        return seen.held().isEmpty() ? Audit.on(Basis.BREAK_GLASS, noted) : noted;
    }

    Mono<TimeLine> timeLine(Actor actor, UUID id) {
        return find(actor, id).flatMap(_ -> moves.of(actor.scope(), id)).map(TimeLine::new);
    }

    /**
     * The document as it was signed, to the byte.
     *
     * @throws Refusal.Unknown when there is none yet
     */
    Mono<String> opinion(Actor actor, UUID id) {
        return seen(actor, id)
                .flatMap(seen -> Mono.justOrEmpty(seen.consult().details().signature())
                        .map(Signature::document)
                        .switchIfEmpty(Mono.error(Refusal.Unknown::new))
                        .flatMap(document -> opened(actor, seen).thenReturn(document)));
    }

    Mono<Page<Line>> worklist(Actor actor, Side side, @Nullable State state, PageRequest page) {
        actor.require(Reader.values());
        return consults.worklist(actor, party(side), expert(actor, side), state, page)
                .map(rows -> Page.of(rows, page, it -> new PageRequest.Position(it.requestedAt(), it.id())))
                .map(found -> found.map(Line::of))
                .flatMap(found -> audit.listed(
                                actor,
                                CASE,
                                found.items().stream().map(Line::id).toList())
                        .thenReturn(found));
    }

    private static Party party(Side side) {
        return switch (side) {
            case REQUESTER -> Party.REQUESTER;
            case PROVIDER, EXPERT -> Party.PROVIDER;
        };
    }

    private static @Nullable String expert(Actor actor, Side side) {
        return switch (side) {
            case REQUESTER, PROVIDER -> null;
            case EXPERT -> actor.practitioner() == null ? "" : actor.practitioner();
        };
    }
}
