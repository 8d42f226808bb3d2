package org.medalliance.platform.crypto;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keys in an environment variable, for where files cannot be kept from others. */
record KeyVariable(String name, @Nullable String value) implements KeySource {

    @Override
    public List<Key> keys() {
        if (value == null || value.isBlank()) {
            throw new IllegalStateException("环境变量未设置 | The variable %s holds no keys.".formatted(name));
        }
        return KeyJson.read("The variable " + name, value.strip().startsWith("{") ? value : decoded(value));
    }

    private String decoded(String text) {
        try {
            return new String(Base64.getDecoder().decode(text.strip()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            throw new IllegalStateException("The variable %s holds neither JSON nor Base64.".formatted(name));
        }
    }

    /** Never the keys. */
    @Override
    public String toString() {
        return "KeyVariable[" + name + "]";
    }
}
