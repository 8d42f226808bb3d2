package org.medalliance.platform.crypto;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where keys come from.
 *
 * <pre>
 * file:/etc/alliance/keys.json    JSON, for its owner's eyes only
 * pkcs12:/etc/alliance/keys.p12   with alliance.crypto.password
 * env:ALLIANCE_KEYS               an environment variable with the same JSON, as it is or in Base64
 * </pre>
 */
public interface KeySource {

    /**
     * @throws IllegalStateException saying what is wrong, without any part of a key
     */
    List<Key> keys();

    /**
     * @param password of a PKCS#12 file
     */
    static KeySource at(String address, @Nullable String password) {
        var colon = address.indexOf(':');
        var scheme = colon < 0 ? "" : address.substring(0, colon);
        var place = address.substring(colon + 1);
        return switch (scheme) {
            case "file" -> new KeyFile(Path.of(place));
            case "pkcs12" -> new KeyStoreFile(Path.of(place), password);
            case "env" -> new KeyVariable(place, System.getenv(place));
            default ->
                throw new IllegalStateException(
                        "A source of keys is file:, pkcs12: or env:, and not \"%s\".".formatted(scheme));
        };
    }
}
