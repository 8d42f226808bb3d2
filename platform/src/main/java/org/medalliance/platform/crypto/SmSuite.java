package org.medalliance.platform.crypto;

import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.engines.SM4Engine;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;

/** The suite of Chinese standards: SM4 (GB/T 32907) in GCM, HMAC over SM3 (GB/T 32905). */
final class SmSuite implements Suite {

    static final String CODE = "sm";

    static final SmSuite INSTANCE = new SmSuite();

    private SmSuite() {}

    @Override
    public String code() {
        return CODE;
    }

    @Override
    public int keyLength() {
        return 16;
    }

    @Override
    public byte[] seal(byte[] key, byte[] nonce, byte[] context, byte[] clear) {
        try {
            return run(true, key, nonce, context, clear);
        } catch (InvalidCipherTextException e) {
            throw new IllegalStateException("Sealing checks no tag.", e);
        }
    }

    @Override
    public byte[] open(byte[] key, byte[] nonce, byte[] context, byte[] sealed) {
        try {
            return run(false, key, nonce, context, sealed);
        } catch (InvalidCipherTextException _) {
            throw new Tampered();
        }
    }

    private static byte[] run(boolean sealing, byte[] key, byte[] nonce, byte[] context, byte[] input)
            throws InvalidCipherTextException {
        var cipher = GCMBlockCipher.newInstance(new SM4Engine());
        cipher.init(sealing, new AEADParameters(new KeyParameter(key), TAG_BITS, nonce, context));
        var output = new byte[cipher.getOutputSize(input.length)];
        var length = cipher.processBytes(input, 0, input.length, output, 0);
        cipher.doFinal(output, length);
        return output;
    }

    @Override
    public byte[] mac(byte[] key, byte[] text) {
        var mac = new HMac(new SM3Digest());
        mac.init(new KeyParameter(key));
        mac.update(text, 0, text.length);
        var output = new byte[mac.getMacSize()];
        mac.doFinal(output, 0);
        return output;
    }
}
