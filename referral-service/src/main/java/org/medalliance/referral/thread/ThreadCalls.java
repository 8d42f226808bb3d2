package org.medalliance.referral.thread;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.medalliance.platform.access.AllianceDatabase;
import org.medalliance.platform.attention.Alert;
import org.medalliance.platform.attention.Attention;
import org.medalliance.platform.attention.Audience;
import org.medalliance.platform.attention.CaseRef;
import org.medalliance.platform.attention.Urgency;
import org.medalliance.platform.messaging.Announced;
import org.medalliance.platform.messaging.Event;
import org.medalliance.platform.messaging.Outbox;
import org.medalliance.referral.cases.CaseDoor.Entry;
import org.medalliance.referral.cases.Referral;
import org.medalliance.referral.cases.ReferralLifecycle.Party;
import org.medalliance.referral.content.Direction;
import org.medalliance.referral.thread.ThreadMessages.ThreadPlace;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Tells the other side that something was written, and never what: an event for who counts or rings elsewhere, an item
 * for the people there. The item of a side goes when somebody of it has read.
 */
@Component
class ThreadCalls {

    static final String TYPE = "org.medalliance.referral.thread-message.v1";

    private static final String TOPIC = "referral.events.v1";

    private static final String CASE_TYPE = "referral";

    /** One kind a side, so that reading at one leaves the other's item alone. */
    private static final String TO_ORIGIN = "referral.thread-origin";

    private static final String TO_DESTINATION = "referral.thread-destination";

    private static final String DOCTOR = "clinic-doctor";
    private static final String OFFICER = "referral-officer";

    private final Outbox outbox;
    private final Attention attention;
    private final AllianceDatabase database;

    ThreadCalls(Outbox outbox, Attention attention, AllianceDatabase database) {
        this.outbox = outbox;
        this.attention = attention;
        this.database = database;
    }

    @Bean
    static Announced announcedByThreads() {
        return Announced.of(TYPE, "attention:" + TO_ORIGIN, "attention:" + TO_DESTINATION);
    }

    /**
     * What an event of a thread says: that there is something to read, and for whom.
     *
     * @param from institution that wrote
     * @param to institutions of the other side
     * @param synthetic whether it is a drill, which nobody counts
     */
    record ThreadNews(
            UUID threadId,
            UUID messageId,
            UUID referralId,
            String number,
            String from,
            List<String> to,
            Instant writtenAt,
            boolean synthetic) {}

    /** In the transaction that has written it. */
    Mono<Void> tell(Entry entry, ThreadPlace place, ThreadMessage it) {
        var referral = entry.referral();
        var others = audiences(referral)
                .filter(kind ->
                        !kind.audience().institution().equals(it.author().institution()))
                .toList();
        var news = new ThreadNews(
                place.thread(),
                it.id(),
                referral.id(),
                referral.number(),
                it.author().institution(),
                others.stream()
                        .map(kind -> kind.audience().institution())
                        .distinct()
                        .toList(),
                it.writtenAt(),
                referral.synthetic());
        var event = new Event(
                entry.scope(), TOPIC, TYPE, place.thread().toString(), place.position(), it.writtenAt(), news);
        var items = Flux.fromIterable(others)
                .concatMap(side -> attention.raise(entry.scope(), side.alert(referral)))
                .then(Mono.just(true));
        return outbox.append(event)
                .then(Mono.defer(() -> database.within(entry.scope(), items)))
                .then();
    }

    /** Nothing waits at the reader's side any more. */
    Mono<Void> settle(Entry entry) {
        var kinds = Stream.of(
                        entry.parties().contains(Party.ORIGIN) ? TO_ORIGIN : "",
                        entry.parties().contains(Party.DESTINATION) ? TO_DESTINATION : "")
                .filter(it -> !it.isEmpty())
                .toList();
        return kinds.isEmpty()
                ? Mono.empty()
                : database.within(
                                entry.scope(),
                                attention
                                        .clear(entry.scope(), entry.id(), kinds)
                                        .thenReturn(true))
                        .then();
    }

    private record Side(String kind, Audience audience) {

        Alert alert(Referral about) {
            return new Alert(kind, Urgency.NORMAL, 1, new CaseRef(CASE_TYPE, about.id(), about.number()), audience);
        }
    }

    private static Stream<Side> audiences(Referral it) {
        var origin = Audience.of(it.origin().institution(), it.direction() == Direction.UP ? DOCTOR : OFFICER);
        var destination =
                Audience.of(it.destination().institution(), it.direction() == Direction.DOWN ? DOCTOR : OFFICER);
        return Stream.of(new Side(TO_ORIGIN, origin), new Side(TO_DESTINATION, destination))
                .filter(side -> !side.audience().institution().isEmpty());
    }
}
