package org.medalliance.platform.webhook;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The secrets that deliveries are signed with: made here, shown once, kept sealed. */
@Component
class WebhookSecrets {

    private static final int BYTES = 32;

    private final SecureRandom random = new SecureRandom();

    /** 32 random bytes as base64url without padding. */
    String fresh() {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    // The two places where privacy's FieldCipher takes over once it has landed.
    String seal(UUID webhook, String secret) {
        return secret;
    }

    String open(UUID webhook, String sealed) {
        return sealed;
    }
}
