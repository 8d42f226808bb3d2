package org.medalliance.gateway.live;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.medalliance.gateway.live.Told.Telling;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/** One open stream. Its broadcast tells it one thing after another; it hands on at its client's pace. */
final class LiveStream {

    /** Why a stream was cut without a word: its client takes nothing in. */
    static final class TooSlow extends RuntimeException {

        TooSlow() {
            super("a slow client's stream was cut", null, false, false);
        }
    }

    final Listener listener;
    final Set<Audience> audiences;

    /** The turn of the feeds when it joined: what they told later, it was told. */
    final long joined;

    /** What its client said it had heard. */
    final @Nullable Position said;

    private final List<Frame> first;
    private final Sinks.Many<Frame> live;
    private final Sinks.Empty<Void> cut = Sinks.empty();
    private @Nullable Position ahead;
    private Instant nextBeat;

    /** @param ahead where its client stands, when that may be further than this replica */
    LiveStream(
            Listener listener,
            @Nullable Position said,
            @Nullable Position ahead,
            long joined,
            List<Frame> first,
            int queue,
            Instant nextBeat) {
        this.listener = listener;
        this.audiences = listener.audiences();
        this.said = said;
        this.ahead = ahead;
        this.joined = joined;
        this.first = List.copyOf(first);
        this.live = Sinks.unsafe().many().unicast().onBackpressureBuffer(new ArrayBlockingQueue<>(queue));
        this.nextBeat = nextBeat;
    }

    Flux<Frame> frames() {
        return Flux.fromIterable(first).concatWith(live.asFlux()).takeUntilOther(cut.asMono());
    }

    /**
     * Hears what Kafka brought, unless its client has heard it from another replica; what a feed told before only moves
     * its position.
     *
     * @param shared the frame of all streams that are no further than this replica
     * @return false when it can take no more
     */
    boolean hear(Heard heard, Frame shared, @Nullable Telling before) {
        if (ahead != null && !heard.isNewTo(ahead)) {
            return true;
        }
        var position = stands(heard.position());
        if (before != null && before.reached(this)) {
            return offer(Frame.beat(position));
        }
        return offer(ahead == null ? shared : Frame.live(heard.signal(), position));
    }

    boolean offer(Frame frame) {
        return live.tryEmitNext(frame) != Sinks.EmitResult.FAIL_OVERFLOW;
    }

    /** Where its client stands once it has heard all that was offered. */
    @Nullable
    Position stands(@Nullable Position replica) {
        if (ahead != null && replica != null) {
            if (replica.isOfTopicOf(ahead) && !replica.covers(ahead)) {
                return replica.max(ahead);
            }
            ahead = null;
        }
        return ahead == null ? replica : ahead;
    }

    /** Its client will be told from here on. */
    void standAt(Position there) {
        ahead = there;
    }

    boolean isDue(Instant now) {
        return !now.isBefore(nextBeat);
    }

    boolean beat(Frame frame, Instant next) {
        nextBeat = next;
        return offer(frame);
    }

    /** Ends when its client has taken in what is there. */
    void endAfter(Frame last) {
        live.tryEmitNext(last);
        live.tryEmitComplete();
    }

    void endNow() {
        cut.tryEmitEmpty();
    }

    void cutOff() {
        cut.tryEmitError(new TooSlow());
    }
}
