package org.medalliance.platform.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;

/** How a delivery is signed. The key is the secret's text as it was shown, in ASCII. */
enum Algorithm {
    HMAC_SHA256 {
        @Override
        byte[] sign(byte[] key, byte[] message) {
            try {
                var mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(key, "HmacSHA256"));
                return mac.doFinal(message);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("Every JDK has HmacSHA256.", e);
            }
        }
    },
    /** GB/T 32905-2016 under RFC 2104. */
    HMAC_SM3 {
        @Override
        byte[] sign(byte[] key, byte[] message) {
            var mac = new HMac(new SM3Digest());
            mac.init(new KeyParameter(key));
            mac.update(message, 0, message.length);
            var signature = new byte[mac.getMacSize()];
            mac.doFinal(signature, 0);
            return signature;
        }
    };

    abstract byte[] sign(byte[] key, byte[] message);

    /** Over {@code <timestamp>.<body>}: an old delivery cannot be passed off as a new one. */
    String signature(String secret, String timestamp, byte[] body) {
        var head = (timestamp + ".").getBytes(UTF_8);
        var message = new byte[head.length + body.length];
        System.arraycopy(head, 0, message, 0, head.length);
        System.arraycopy(body, 0, message, head.length, body.length);
        return "v1=" + HexFormat.of().formatHex(sign(secret.getBytes(UTF_8), message));
    }
}
