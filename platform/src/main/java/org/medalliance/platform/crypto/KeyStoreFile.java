package org.medalliance.platform.crypto;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A PKCS#12 file, as key ceremonies hand out. A secret key's alias says what it is: {@code data-1},
 * {@code index-2-sm}, {@code person-3-sm-waiting}.
 */
record KeyStoreFile(Path file, @Nullable String password) implements KeySource {

    private static final Pattern ALIAS =
            Pattern.compile("(data|index|person)-(\\d{1,6})(?:-(sm|international))?(-waiting)?");

    @Override
    public List<Key> keys() {
        if (password == null || password.isEmpty()) {
            throw new IllegalStateException("Set alliance.crypto.password for the key store %s.".formatted(file));
        }
        try {
            var store = KeyStore.getInstance(file.toFile(), password.toCharArray());
            var keys = new ArrayList<Key>();
            for (var alias : Collections.list(store.aliases())) {
                keys.add(key(alias, store.getKey(alias, password.toCharArray()).getEncoded()));
            }
            return keys;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(
                    "密钥库无法打开 | The key store %s cannot be opened: %s."
                            .formatted(file, e.getClass().getSimpleName()),
                    e);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("%s: %s".formatted(file, e.getMessage()));
        }
    }

    private static Key key(String alias, byte[] secret) {
        var said = ALIAS.matcher(alias);
        if (!said.matches()) {
            throw new IllegalArgumentException(
                    "An alias is like data-1 or index-1-sm, and not \"%s\".".formatted(alias));
        }
        var suite = said.group(3);
        return new Key(
                Purpose.of(said.group(1)),
                Integer.parseInt(said.group(2)),
                suite == null ? null : Suite.of(suite),
                said.group(4) != null,
                secret);
    }

    /** Never the password. */
    @Override
    public String toString() {
        return "KeyStoreFile[" + file + "]";
    }
}
