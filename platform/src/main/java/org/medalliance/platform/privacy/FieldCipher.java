package org.medalliance.platform.privacy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import org.medalliance.platform.crypto.Keys;
import org.medalliance.platform.crypto.Purpose;
import org.medalliance.platform.crypto.Suite;
import org.medalliance.platform.crypto.Tampered;

/**
 * Seals what persons have told us, one value at a time. A sealed value is {@code suite.version.nonce+ciphertext+tag},
 * the last part in Base64 for URLs: it says by itself how it is opened, whatever suite is chosen now. It opens only
 * under the context for which it was sealed, so that the values of two rows cannot be exchanged.
 */
public final class FieldCipher {

    private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

    private final Keys keys;
    private final SecureRandom random = new SecureRandom();

    public FieldCipher(Keys keys) {
        this.keys = keys;
    }

    /**
     * @param context where the value stands, see {@link SealedTable#context}
     */
    public String encrypt(String context, String clear) {
        var version = keys.current(Purpose.DATA);
        var suite = keys.suite();
        var nonce = new byte[Suite.NONCE];
        random.nextBytes(nonce);
        var sealed =
                suite.seal(keys.sealing(suite, version), nonce, bytes(head(suite, version) + context), bytes(clear));
        var whole = Arrays.copyOf(nonce, nonce.length + sealed.length);
        System.arraycopy(sealed, 0, whole, nonce.length, sealed.length);
        return head(suite, version) + TEXT.encodeToString(whole);
    }

    /**
     * @throws Tampered when it was changed, was not sealed for this context, or was sealed with a key that is not ours
     */
    public String decrypt(String context, String sealed) {
        try {
            var first = sealed.indexOf('.');
            var second = sealed.indexOf('.', first + 1);
            var suite = Suite.of(sealed.substring(0, Math.max(first, 0)));
            var version = Integer.parseInt(sealed.substring(first + 1, Math.max(second, first + 1)));
            var whole = Base64.getUrlDecoder().decode(sealed.substring(second + 1));
            if (whole.length < Suite.NONCE + Suite.TAG_BITS / 8) {
                throw new Tampered();
            }
            var clear = suite.open(
                    keys.sealing(suite, version),
                    Arrays.copyOf(whole, Suite.NONCE),
                    bytes(head(suite, version) + context),
                    Arrays.copyOfRange(whole, Suite.NONCE, whole.length));
            return new String(clear, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            throw new Tampered();
        }
    }

    /** What values that are sealed now begin with; others are due to be sealed anew. */
    String head() {
        return head(keys.suite(), keys.current(Purpose.DATA));
    }

    private static String head(Suite suite, int version) {
        return suite.code() + "." + version + ".";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
