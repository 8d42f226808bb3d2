package org.medalliance.platform.crypto;

/**
 * A cipher and a keyed hash that belong together. Suites stand side by side: what one sealed stays readable when the
 * other is chosen.
 */
public sealed interface Suite permits SmSuite, InternationalSuite {

    /** Length of a nonce in bytes: 96 bits, as GCM likes it best. */
    int NONCE = 12;

    /** Length of a tag in bits. */
    int TAG_BITS = 128;

    /** As in {@code alliance.crypto.suite} and in every sealed value. */
    String code();

    /** In bytes. */
    int keyLength();

    /** Answers ciphertext and tag. */
    byte[] seal(byte[] key, byte[] nonce, byte[] context, byte[] clear);

    /**
     * @throws Tampered when key, nonce, context, ciphertext or tag is not that of the sealing
     */
    byte[] open(byte[] key, byte[] nonce, byte[] context, byte[] sealed);

    /** The keyed hash, 32 bytes. */
    byte[] mac(byte[] key, byte[] text);

    /**
     * @throws IllegalArgumentException when there is no suite of that name
     */
    static Suite of(String code) {
        return switch (code) {
            case SmSuite.CODE -> SmSuite.INSTANCE;
            case InternationalSuite.CODE -> InternationalSuite.INSTANCE;
            default ->
                throw new IllegalArgumentException(
                        "There is no suite \"%s\"; there are sm and international.".formatted(code));
        };
    }
}
