package org.medalliance.platform.crypto;

import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-256 in GCM (NIST SP 800-38D), HMAC over SHA-256 (RFC 2104), both the JDK's own. */
final class InternationalSuite implements Suite {

    static final String CODE = "international";

    static final InternationalSuite INSTANCE = new InternationalSuite();

    private InternationalSuite() {}

    @Override
    public String code() {
        return CODE;
    }

    @Override
    public int keyLength() {
        return 32;
    }

    @Override
    public byte[] seal(byte[] key, byte[] nonce, byte[] context, byte[] clear) {
        try {
            return run(Cipher.ENCRYPT_MODE, key, nonce, context, clear);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has AES-GCM.", e);
        }
    }

    @Override
    public byte[] open(byte[] key, byte[] nonce, byte[] context, byte[] sealed) {
        try {
            return run(Cipher.DECRYPT_MODE, key, nonce, context, sealed);
        } catch (AEADBadTagException _) {
            throw new Tampered();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has AES-GCM.", e);
        }
    }

    private static byte[] run(int mode, byte[] key, byte[] nonce, byte[] context, byte[] input)
            throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(context);
        return cipher.doFinal(input);
    }

    @Override
    public byte[] mac(byte[] key, byte[] text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has HMAC-SHA-256.", e);
        }
    }
}
