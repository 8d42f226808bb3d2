package org.medalliance.platform.crypto;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One version of a key of one purpose. What a suite works with is derived from it, so that no two algorithms share a
 * key.
 *
 * @param version 1 and up
 * @param suite whose keyed hash it is for, null for keys that seal: there each value names its own
 * @param waiting it is known and read with, but not written with yet: so that every replica knows it before one uses it
 */
public record Key(Purpose purpose, int version, @Nullable Suite suite, boolean waiting, byte[] secret) {

    static final int LENGTH = 32;

    public Key {
        if (version < 1) {
            throw new IllegalArgumentException("A key's version is 1 or higher.");
        }
        if (secret.length != LENGTH) {
            throw new IllegalArgumentException("The %s key of version %d has %d bytes instead of %d."
                    .formatted(purpose.code(), version, secret.length, LENGTH));
        }
        if ((suite == null) != (purpose == Purpose.DATA)) {
            throw new IllegalArgumentException("Keys to find by name a suite, keys to seal with do not: %s %d."
                    .formatted(purpose.code(), version));
        }
    }

    /** The key with which this suite does this work. */
    byte[] derived(Suite by, String work) {
        var derived = by.mac(secret, "alliance/%s/%s".formatted(by.code(), work).getBytes(StandardCharsets.UTF_8));
        return Arrays.copyOf(derived, work.equals(Keys.SEALING) ? by.keyLength() : derived.length);
    }

    /** Never the secret. */
    @Override
    public String toString() {
        return "Key[%s %d]".formatted(purpose.code(), version);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Key that && purpose == that.purpose && version == that.version;
    }

    @Override
    public int hashCode() {
        return 31 * purpose.hashCode() + version;
    }
}
