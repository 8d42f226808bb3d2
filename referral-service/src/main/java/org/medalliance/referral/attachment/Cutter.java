package org.medalliance.referral.attachment;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.medalliance.platform.lifecycle.Refusal;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import reactor.core.publisher.Flux;

/** Cuts one body into chunks while it comes in, and measures and hashes it on the way; holds one chunk at a time. */
final class Cutter {

    private final long limit;
    private final Clock clock;
    private final Instant until;
    private final MessageDigest digest = sha256();
    private byte[] filling = new byte[0];
    private int filled;
    private int position;
    private long size;

    /**
     * @param limit in bytes
     * @param until when the whole body has to be there
     */
    Cutter(long limit, Clock clock, Instant until) {
        this.limit = limit;
        this.clock = clock;
        this.until = until;
    }

    /**
     * Each chunk as soon as it is known whether another follows.
     *
     * @throws Refusal.TooLarge as soon as there is too much
     * @throws Refusal.Malformed when nothing comes, or not in time
     */
    Flux<Chunk> cut(Flux<DataBuffer> body) {
        return body.concatMapIterable(this::take, 1).concatWith(Flux.defer(() -> Flux.just(rest())));
    }

    long size() {
        return size;
    }

    int chunks() {
        return position;
    }

    /** Hexadecimal SHA-256 of the whole; asked once, at the end. */
    String hash() {
        return HexFormat.of().formatHex(digest.digest());
    }

    private List<Chunk> take(DataBuffer buffer) {
        try {
            size += buffer.readableByteCount();
            requireWithinLimits();
            var full = new ArrayList<Chunk>();
            while (buffer.readableByteCount() > 0) {
                if (filled == Chunk.SIZE) {
                    full.add(next(false));
                }
                fill(buffer);
            }
            return full;
        } finally {
            DataBufferUtils.release(buffer);
        }
    }

    private void requireWithinLimits() {
        if (size > limit) {
            throw new Refusal.TooLarge(limit);
        }
        if (clock.instant().isAfter(until)) {
            throw new Refusal.Malformed("attachment-stalled");
        }
    }

    private void fill(DataBuffer buffer) {
        if (filling.length == 0) {
            filling = new byte[Chunk.SIZE];
        }
        var length = Math.min(buffer.readableByteCount(), Chunk.SIZE - filled);
        buffer.read(filling, filled, length);
        digest.update(filling, filled, length);
        filled += length;
    }

    private Chunk rest() {
        if (size == 0) {
            throw new Refusal.Malformed("attachment-empty");
        }
        return next(true);
    }

    private Chunk next(boolean last) {
        var bytes = filled == filling.length ? filling : Arrays.copyOf(filling, filled);
        filling = new byte[0];
        filled = 0;
        return new Chunk(position++, last, bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256.", e);
        }
    }
}
