package org.medalliance.referral.thread;

import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.medalliance.platform.access.Actor;
import org.medalliance.platform.identity.Ids;
import org.medalliance.platform.lifecycle.Refusal;
import org.medalliance.platform.web.Page;
import org.medalliance.platform.web.PageRequest;
import org.medalliance.referral.cases.CaseDoor;
import org.medalliance.referral.cases.CaseDoor.Entry;
import org.medalliance.referral.cases.ReferralLifecycle.State;
import org.medalliance.referral.patient.CaseReader;
import org.medalliance.referral.thread.ThreadMessage.Author;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/**
 * Where a thread is written and read. Who may read the case may read its thread; writing is for those who treat the
 * patient at either side, as long as the case is open and for a week after.
 */
@Service
class ThreadDesk {

    /** For what is asked when the letter has come home. */
    static final Duration AFTERWARDS = Duration.ofDays(7);

    private final CaseDoor door;
    private final ThreadMessages messages;
    private final ThreadCalls calls;
    private final Clock clock;

    ThreadDesk(CaseDoor door, ThreadMessages messages, ThreadCalls calls, Clock clock) {
        this.door = door;
        this.messages = messages;
        this.calls = calls;
        this.clock = clock;
    }

    private enum Said {
        WRITE_MESSAGE
    }

    /**
     * In the command's transaction.
     *
     * @throws Refusal.Forbidden for who only keeps sight of the case, or treats nobody
     * @throws Refusal.WrongState when nobody else has the case yet, or it ended more than a week ago
     */
    Mono<ThreadMessage> write(Actor actor, UUID referral, String text) {
        return door.enterAsParty(actor, referral)
                .doOnNext(entry -> requireMayWrite(actor, entry))
                .flatMap(entry -> messages.next(entry.scope(), referral, clock.instant())
                        .flatMap(place -> {
                            var message = new ThreadMessage(Ids.next(), text, Author.of(actor), place.writtenAt());
                            return messages.add(entry.scope(), referral, message)
                                    .then(Mono.defer(() -> calls.tell(entry, place, message)))
                                    .thenReturn(message);
                        }));
    }

    private void requireMayWrite(Actor actor, Entry entry) {
        if (entry.isFormerOnly()) {
            throw new Refusal.Forbidden(Said.WRITE_MESSAGE);
        }
        CaseReader.requireClinician(actor);
        var it = entry.referral();
        if (!entry.isOpen()
                && (it.state() == State.DRAFT
                        || it.isErased()
                        || !it.since().plus(AFTERWARDS).isAfter(clock.instant()))) {
            throw new Refusal.WrongState(Said.WRITE_MESSAGE, it.state());
        }
    }

    Mono<ThreadView> page(Actor actor, UUID referral, PageRequest request) {
        return door.enter(actor, referral).flatMap(entry -> messages.page(entry.scope(), referral, request)
                .collectList()
                .map(rows -> Page.of(rows, request, it -> new PageRequest.Position(it.writtenAt(), it.id())))
                .flatMap(page -> messages.unread(entry.scope(), referral, actor)
                        .flatMap(unread -> messages.readBy(entry.scope(), referral)
                                .map(readBy -> ThreadView.of(page, unread, readBy, actor))))
                .flatMap(view -> door.shown(actor, entry).thenReturn(view)));
    }

    /**
     * In the command's transaction: the person has read this message and all before it.
     *
     * @throws Refusal.Unknown when the case has no such message
     */
    Mono<ThreadMessages.Unread> read(Actor actor, UUID referral, UUID until) {
        return door.enterAsParty(actor, referral)
                .doOnNext(_ -> CaseReader.requireClinician(actor))
                .flatMap(entry -> messages.writtenAt(entry.scope(), referral, until)
                        .switchIfEmpty(Mono.error(Refusal.Unknown::new))
                        .flatMap(at -> messages.mark(entry.scope(), referral, actor, at)
                                .then(Mono.defer(() -> messages.unread(entry.scope(), referral, actor)))
                                .delayUntil(unread -> unread.here() == 0 ? calls.settle(entry) : Mono.empty())));
    }
}
