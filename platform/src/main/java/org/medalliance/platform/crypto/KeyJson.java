package org.medalliance.platform.crypto;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keys as JSON.
 *
 * <pre>{@code
 * {"data":   [{"version": 1, "key": "<32 bytes in Base64>"}],
 *  "index":  [{"version": 1, "suite": "sm", "key": "..."}],
 *  "person": [{"version": 1, "suite": "sm", "key": "..."}, {"version": 2, "suite": "sm", "waiting": true, "key": "..."}]}
 * }</pre>
 */
final class KeyJson {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private KeyJson() {}

    /**
     * @param place named in errors
     */
    static List<Key> read(String place, String text) {
        try {
            var keys = new ArrayList<Key>();
            JSON.readTree(text).properties().forEach(entry -> {
                var purpose = Purpose.of(entry.getKey());
                entry.getValue().forEach(node -> keys.add(key(purpose, node)));
            });
            return keys;
        } catch (JacksonException _) {
            throw new IllegalStateException("%s is no JSON of keys.".formatted(place));
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("%s: %s".formatted(place, e.getMessage()));
        }
    }

    private static Key key(Purpose purpose, JsonNode node) {
        return new Key(
                purpose,
                node.path("version").asInt(0),
                suite(node),
                node.path("waiting").asBoolean(false),
                secret(purpose, node));
    }

    private static @Nullable Suite suite(JsonNode node) {
        var code = node.path("suite").asString("");
        return code.isEmpty() ? null : Suite.of(code);
    }

    private static byte[] secret(Purpose purpose, JsonNode node) {
        try {
            return Base64.getDecoder().decode(node.path("key").asString(""));
        } catch (IllegalArgumentException _) {
            throw new IllegalArgumentException("a key for %s is no Base64.".formatted(purpose.code()));
        }
    }
}
