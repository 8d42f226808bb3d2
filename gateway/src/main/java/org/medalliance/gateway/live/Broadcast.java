package org.medalliance.gateway.live;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Lock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.medalliance.gateway.problem.Refusal;

/**
 * Tells the open streams what Kafka and the feeds bring. One lock makes "replay what was missed, then hear what comes"
 * one step: nothing can come in between. It is held for microseconds, so event loops may wait for it.
 */
final class Broadcast {

    enum Ending {
        REPLACED,
        EXPIRED,
        SLOW,
        STOPPED,
        GONE
    }

    /** Far apart, so that the clients of a replica that ends do not all come to the next at once. */
    private static final Duration SOON = Duration.ofMillis(500);

    private static final int SPREAD_MILLIS = 2_500;

    /** A client that does not know what "replaced" means shall not displace its own streams in a circle. */
    private static final Duration LATER = Duration.ofSeconds(60);

    private final LiveSettings settings;
    private final LiveMetrics metrics;
    private final Clock clock;
    private final Lock lock;
    private final Listeners listeners;
    private final Told told = new Told();
    private @Nullable Recent recent;
    private @Nullable Position position;
    private @Nullable Position caughtUp;
    private boolean stopped;

    Broadcast(LiveSettings settings, LiveMetrics metrics, Clock clock, Lock lock) {
        this.settings = settings;
        this.metrics = metrics;
        this.clock = clock;
        this.lock = lock;
        this.listeners = new Listeners(settings.perActor(), settings.streams());
    }

    /**
     * Opens a stream.
     *
     * @param said what the client heard last; null when it begins, having its inbox still to read
     */
    LiveStream join(Listener listener, @Nullable Position said) {
        return guarded(() -> {
            if (stopped) {
                throw new Refusal.StreamsFull(Duration.ofSeconds(1));
            }
            var displaced = listeners.displacedBy(listener);
            if (displaced != null) {
                end(displaced, Ending.REPLACED);
            }
            var stream = said == null ? beginning(listener) : resuming(listener, said);
            listeners.add(stream);
            metrics.streams(listeners.size());
            return stream;
        });
    }

    private LiveStream beginning(Listener listener) {
        var start = start();
        return stream(listener, null, start, told.turn(), List.of(Frame.ready(start, retry())));
    }

    /** What the feeds told while the client was away is told too; it may have heard some of that on its last stream. */
    private LiveStream resuming(Listener listener, Position said) {
        var first = new ArrayList<Frame>();
        var start = start();
        var known = canResume(said) ? said : start;
        first.add(Frame.ready(known, retry()));
        if (canResume(said)) {
            metrics.resumed();
            missedBy(listener, said).forEach(first::add);
        } else {
            metrics.resynced();
            first.add(Frame.resync(start));
        }
        told.unconfirmed().stream()
                .filter(signal -> signal.concerns().stream().anyMatch(listener.audiences()::contains))
                .map(signal -> Frame.replayed(signal, null))
                .forEach(first::add);
        return stream(listener, said, known, -1, first);
    }

    private boolean canResume(Position said) {
        return recent != null && position != null && said.isOfTopicOf(position) && recent.reachesBackTo(said);
    }

    private List<Frame> missedBy(Listener listener, Position said) {
        return recent == null
                ? List.of()
                : recent.since(said).stream()
                        .filter(it -> it.signal().concerns().stream().anyMatch(listener.audiences()::contains))
                        .map(it -> Frame.replayed(it.signal(), it.position().max(said)))
                        .toList();
    }

    private LiveStream stream(
            Listener listener, @Nullable Position said, @Nullable Position stands, long joined, List<Frame> first) {
        var nextBeat = clock.instant().plus(settings.heartbeat());
        return new LiveStream(listener, said, stands, joined, first, settings.queue(), nextBeat);
    }

    /** A replica that has just begun reads what is past first; that is not news to who begins now. */
    private @Nullable Position start() {
        return position == null || caughtUp == null ? position : position.max(caughtUp);
    }

    void leave(LiveStream stream) {
        guarded(() -> end(stream, Ending.GONE));
    }

    @Nullable
    Position position() {
        return guarded(() -> position);
    }

    /**
     * The topic is read from here on, for the first time or anew.
     *
     * @param from where reading begins: what can be replayed
     * @param end where the topic ends now
     */
    void begins(Position from, Position end) {
        guarded(() -> {
            var before = position;
            position = from;
            caughtUp = end;
            recent = new Recent(settings.kept(), settings.keptEvents(), from);
            told.kafkaBegins();
            listeners.all().forEach(stream -> begins(stream, before == null, end));
            metrics.kept(0);
        });
    }

    private void begins(LiveStream stream, boolean first, Position end) {
        var said = stream.said;
        if (first && said != null && canResume(said)) {
            stream.standAt(said);
            return;
        }
        stream.standAt(end);
        metrics.resynced();
        offer(stream, Frame.resync(end));
    }

    /** @param signal null when the record means nothing here */
    void publish(int partition, long offset, Instant at, @Nullable Signal signal) {
        guarded(() -> {
            if (position == null || recent == null) {
                throw new IllegalStateException("the topic's beginning was not told");
            }
            position = position.after(partition, offset);
            if (signal != null && !told.isRepeat(signal)) {
                var heard = new Heard(partition, offset, at, position, signal);
                recent.add(heard, clock.instant());
                metrics.kept(recent.size());
                tell(heard);
            }
        });
    }

    private void tell(Heard heard) {
        var before = told.byKafka(heard.signal());
        var shared = Frame.live(heard.signal(), heard.position());
        listeners.concernedBy(heard.signal()).forEach(stream -> {
            if (!stream.hear(heard, shared, before)) {
                end(stream, Ending.SLOW);
            }
        });
    }

    /** What a service's feed brings; Kafka, which may have been quicker or will be later, is not repeated. */
    void tell(Signal fed) {
        guarded(() -> {
            var news = told.byFeed(fed);
            if (news != null) {
                metrics.fed();
                var frame = Frame.live(news, null);
                listeners.concernedBy(news).forEach(stream -> offer(stream, frame));
            }
        });
    }

    /** Ends the streams whose sign-in is over; the others hear that the line is open. */
    void beat() {
        guarded(() -> {
            var now = clock.instant();
            if (recent != null) {
                recent.forget(now);
                metrics.kept(recent.size());
            }
            var shared = Frame.beat(position);
            listeners.all().forEach(stream -> beat(stream, now, shared));
        });
    }

    private void beat(LiveStream stream, Instant now, Frame shared) {
        if (stream.listener.signedOut().getAsBoolean()) {
            end(stream, Ending.EXPIRED);
        } else if (stream.isDue(now)) {
            var stands = stream.stands(position);
            var frame = stands == position ? shared : Frame.beat(stands);
            if (!stream.beat(frame, now.plus(settings.heartbeat()))) {
                end(stream, Ending.SLOW);
            }
        }
    }

    /** Ends every stream at once, so that its client goes to another replica. */
    void stop() {
        guarded(() -> {
            stopped = true;
            listeners.all().forEach(stream -> end(stream, Ending.STOPPED));
        });
    }

    private void offer(LiveStream stream, Frame frame) {
        if (!stream.offer(frame)) {
            end(stream, Ending.SLOW);
        }
    }

    private void end(LiveStream stream, Ending why) {
        if (!listeners.remove(stream)) {
            return;
        }
        metrics.ended(why, listeners.size());
        switch (why) {
            case REPLACED -> stream.endAfter(Frame.ending("replaced", LATER));
            case EXPIRED -> stream.endAfter(Frame.ending("expired", retry()));
            case SLOW -> stream.cutOff();
            case STOPPED -> stream.endNow();
            case GONE -> {}
        }
    }

    private static Duration retry() {
        return SOON.plusMillis(ThreadLocalRandom.current().nextInt(SPREAD_MILLIS));
    }

    private void guarded(Runnable work) {
        lock.lock();
        try {
            work.run();
        } finally {
            lock.unlock();
        }
    }

    private <T extends @Nullable Object> T guarded(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
