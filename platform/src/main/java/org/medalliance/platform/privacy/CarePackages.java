package org.medalliance.platform.privacy;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.github.benmanes.caffeine.cache.Scheduler;
import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a service needs of a person to open a case for another service, encrypted for that service alone (JWE,
 * ECDH-ES+A256KW, A256GCM): it works while the sender is down, and a topic shows ciphertext only. Each has a content key
 * of its own; the agreement that wraps it is made anew every {@link Sealing#LIFE}, since it costs milliseconds.
 */
public final class CarePackages {

    private final List<Opening> own;
    private final JWKSet recipients;
    private final JsonMapper json;
    private final LoadingCache<String, Sealing> sealings;

    /**
     * @param own private keys of this service, the newest first; older ones still open what was sealed before
     * @param recipients public keys of all services, key id = service name
     */
    CarePackages(JWKSet own, JWKSet recipients, JsonMapper json, Clock clock) {
        this.own = own.getKeys().stream().map(CarePackages::opening).toList();
        this.recipients = recipients;
        this.json = json;
        this.sealings = Caffeine.newBuilder()
                .expireAfterWrite(Sealing.LIFE)
                .ticker(() -> Duration.between(Instant.EPOCH, clock.instant()).toNanos())
                .scheduler(Scheduler.systemScheduler())
                .build(this::agreement);
    }

    private static Opening opening(JWK key) {
        try {
            return new Opening(key.toECKey());
        } catch (JOSEException e) {
            throw new IllegalStateException("A private key for care packages cannot be used.", e);
        }
    }

    /**
     * @param recipient a service's name, such as {@code telemedicine-service}
     * @throws IllegalStateException when there is no key for it
     */
    public String seal(String recipient, Object content) {
        try {
            var header = new JWEHeader.Builder(JWEAlgorithm.ECDH_ES_A256KW, EncryptionMethod.A256GCM)
                    .keyID(recipient)
                    .contentType("application/json")
                    .build();
            var sealed = new JWEObject(header, new Payload(json.writeValueAsBytes(content)));
            sealed.encrypt(sealings.get(recipient));
            return sealed.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("A care package could not be sealed.", e);
        }
    }

    private Sealing agreement(String recipient) {
        var key = recipients.getKeyByKeyId(recipient);
        if (key == null) {
            throw new IllegalStateException("No public key for " + recipient + " among the recipients.");
        }
        try {
            return new Sealing(key.toECKey());
        } catch (JOSEException e) {
            throw new IllegalStateException("The public key of " + recipient + " cannot be used.", e);
        }
    }

    /**
     * @throws IllegalArgumentException when none of our keys opens it, or it is no care package
     */
    public <T> T open(String sealed, Class<T> type) {
        try {
            var received = JWEObject.parse(sealed);
            for (var key : own) {
                if (opens(received, key)) {
                    return json.readValue(received.getPayload().toBytes(), type);
                }
            }
        } catch (ParseException e) {
            throw new IllegalArgumentException("This is no care package.", e);
        }
        throw new IllegalArgumentException("None of this service's keys opens the care package.");
    }

    private static boolean opens(JWEObject received, Opening key) {
        try {
            received.decrypt(key);
            return true;
        } catch (JOSEException _) {
            return false;
        }
    }
}
