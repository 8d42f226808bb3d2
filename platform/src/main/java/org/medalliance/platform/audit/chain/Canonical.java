package org.medalliance.platform.audit.chain;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.jspecify.annotations.Nullable;

/** Values as bytes that can be read in one way only: each with its length before it, numbers big-endian. */
final class Canonical {

    private static final int NULL = -1;

    private byte[] bytes = new byte[512];
    private int length;

    Canonical clear() {
        length = 0;
        return this;
    }

    Canonical number(long value) {
        room(Long.BYTES).putLong(value);
        return this;
    }

    Canonical count(int value) {
        room(Integer.BYTES).putInt(value);
        return this;
    }

    Canonical text(@Nullable String value) {
        return value == null ? count(NULL) : bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    Canonical bytes(byte[] value) {
        room(Integer.BYTES + value.length).putInt(value.length).put(value);
        return this;
    }

    Canonical id(UUID value) {
        room(2 * Long.BYTES).putLong(value.getMostSignificantBits()).putLong(value.getLeastSignificantBits());
        return this;
    }

    /** Microseconds since 1970, which is what the database keeps. */
    Canonical time(Instant value) {
        return number(value.getEpochSecond() * 1_000_000 + value.getNano() / 1_000);
    }

    byte[] sm3() {
        var digest = new SM3Digest();
        digest.update(bytes, 0, length);
        var hash = new byte[digest.getDigestSize()];
        digest.doFinal(hash, 0);
        return hash;
    }

    private ByteBuffer room(int wanted) {
        if (length + wanted > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + wanted));
        }
        var room = ByteBuffer.wrap(bytes, length, wanted);
        length += wanted;
        return room;
    }
}
