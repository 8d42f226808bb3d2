package org.medalliance.gateway.live;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;

/** One block of an event stream, encoded once for all streams that get it. */
final class Frame {

    /** What happened to an item; null on what only keeps the stream. */
    final Signal.@Nullable Kind kind;

    /** When what it tells came about; null when nobody waits for it. */
    final @Nullable Instant since;

    private final byte[] bytes;

    private Frame(Signal.@Nullable Kind kind, @Nullable Instant since, String text) {
        this.kind = kind;
        this.since = since;
        this.bytes = text.getBytes(StandardCharsets.UTF_8);
    }

    static Frame live(Signal signal, @Nullable Position position) {
        return new Frame(signal.kind(), signal.changedAt(), signal.text() + id(position) + "\n");
    }

    /** The same, told later to who was away. */
    static Frame replayed(Signal signal, @Nullable Position position) {
        return new Frame(signal.kind(), null, signal.text() + id(position) + "\n");
    }

    /** The first of every stream; from its id even a stream that heard nothing can be taken up again. */
    static Frame ready(@Nullable Position position, Duration retry) {
        return notice("ready", "{}", position, retry);
    }

    /** Something may have been missed: the inbox tells what is. */
    static Frame resync(@Nullable Position position) {
        return new Frame(null, null, "event: resync\ndata: {}\n" + id(position) + "\n");
    }

    static Frame ending(String event, Duration retry) {
        return notice(event, "{}", null, retry);
    }

    /** Keeps the line open and, having no data, moves only what the client will send as its Last-Event-ID. */
    static Frame beat(@Nullable Position position) {
        return new Frame(null, null, ": beat\n" + id(position) + "\n");
    }

    private static Frame notice(String event, String data, @Nullable Position position, Duration retry) {
        return new Frame(
                null,
                null,
                "event: %s\ndata: %s\nretry: %d\n%s\n".formatted(event, data, retry.toMillis(), id(position)));
    }

    private static String id(@Nullable Position position) {
        return position == null ? "" : "id: " + position + "\n";
    }

    DataBuffer in(DataBufferFactory factory) {
        return factory.wrap(bytes);
    }
}
