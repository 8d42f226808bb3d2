package org.medalliance.platform.crypto;

import java.util.Locale;

/** What a key is for; no key is used for two things. */
public enum Purpose {
    /** Seals values; each service its own. */
    DATA,
    /** Makes values findable; each service its own. */
    INDEX,
    /** Links one person across services; the same for all of them. */
    PERSON;

    /** As in key files. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Purpose of(String code) {
        for (var purpose : values()) {
            if (purpose.code().equals(code)) {
                return purpose;
            }
        }
        throw new IllegalArgumentException("There is no purpose \"%s\" of a key.".formatted(code));
    }
}
