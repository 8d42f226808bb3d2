package org.medalliance.referral.attachment;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.UUID;
import org.medalliance.platform.crypto.Suite;
import org.medalliance.platform.crypto.Tampered;
import org.medalliance.platform.privacy.SealedTable;

/**
 * The key of one file's content, and of no other. A chunk opens in its own place of its own file only, and the last one
 * only as the last: chunks can neither be exchanged nor cut off. Since each place is sealed once under such a key, the
 * place makes the nonce.
 */
@SuppressWarnings("ArrayRecordComponent")
record ContentKey(Suite suite, byte[] secret) {

    static ContentKey random(Suite suite, SecureRandom random) {
        var secret = new byte[suite.keyLength()];
        random.nextBytes(secret);
        return new ContentKey(suite, secret);
    }

    /**
     * @param suite code of the suite
     * @param secret as {@link #text} gave it
     */
    static ContentKey of(String suite, String secret) {
        return new ContentKey(Suite.of(suite), Base64.getDecoder().decode(secret));
    }

    String text() {
        return Base64.getEncoder().encodeToString(secret);
    }

    byte[] seal(UUID content, Chunk chunk) {
        return suite.seal(
                secret, nonce(chunk.position()), place(content, chunk.position(), chunk.last()), chunk.bytes());
    }

    /**
     * @throws Tampered when this is not what was sealed for this place
     */
    byte[] open(UUID content, int position, boolean last, byte[] sealed) {
        return suite.open(secret, nonce(position), place(content, position, last), sealed);
    }

    private static byte[] nonce(int position) {
        return ByteBuffer.allocate(Suite.NONCE).putInt(position).array();
    }

    private static byte[] place(UUID content, int position, boolean last) {
        return SealedTable.context(
                        "attachment_chunk.sealed", content.toString(), String.valueOf(position), last ? "last" : "more")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Never the secret. */
    @Override
    public String toString() {
        return "ContentKey[" + suite.code() + "]";
    }
}
