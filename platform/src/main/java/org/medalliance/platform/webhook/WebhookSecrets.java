package org.medalliance.platform.webhook;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.medalliance.platform.privacy.FieldCipher;
import org.medalliance.platform.privacy.SealedTable;
import org.springframework.stereotype.Component;

/** The secrets that deliveries are signed with: made here, shown once, kept sealed. */
@Component
class WebhookSecrets {

    private static final int BYTES = 32;

    static final SealedTable TABLE = new SealedTable("webhook", "secret");

    private final SecureRandom random = new SecureRandom();
    private final FieldCipher cipher;

    WebhookSecrets(FieldCipher cipher) {
        this.cipher = cipher;
    }

    /** 32 random bytes as base64url without padding. */
    String fresh() {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The newest first; while one is changed there are two. */
    String seal(UUID webhook, List<String> secrets) {
        return cipher.encrypt(TABLE.context(webhook), String.join(" ", secrets));
    }

    List<String> open(UUID webhook, String sealed) {
        return List.of(cipher.decrypt(TABLE.context(webhook), sealed).split(" "));
    }
}
