package org.medalliance.telemedicine.consult;

import java.time.Instant;

/**
 * What binds the chief expert to the opinion.
 *
 * @param kind what it is worth
 * @param digest SHA-256 over the document's UTF-8 bytes, in hexadecimal
 * @param document the canonical document that was signed, exactly as it is handed out
 */
public record Signature(Kind kind, String digest, String document, String signedBy, Instant signedAt) {

    public enum Kind {
        /** Shows that the document was not changed since; proves nobody's identity, as an electronic signature would. */
        HASH_ONLY
    }
}
