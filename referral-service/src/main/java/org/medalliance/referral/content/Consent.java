package org.medalliance.referral.content;

import java.time.Instant;

public record Consent(Giver givenBy, Form form, Instant at) {
    public enum Giver {
        PATIENT,
        GUARDIAN,
        RELATIVE
    }

    public enum Form {
        SIGNED,
        VERBAL
    }
}
