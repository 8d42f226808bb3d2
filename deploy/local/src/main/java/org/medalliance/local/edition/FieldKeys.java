package org.medalliance.local.edition;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * The keys with which services seal the fields of persons: each service has its own, and all share the one that links a
 * person. Made at the first start. Who loses them has lost the data.
 */
final class FieldKeys {

    private static final int BYTES = 32;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Secrets secrets;
    private final String suite;
    private final SecureRandom random = new SecureRandom();

    /**
     * @param suite whose keyed hash the first keys to find by are for
     */
    FieldKeys(Secrets secrets, String suite) {
        this.secrets = secrets;
        this.suite = suite;
    }

    /** Where the service finds them, as in {@code alliance.crypto.keys}. */
    String sources(String service) {
        var own = secrets.keep("keys-" + service + ".json", () -> JSON.writerWithDefaultPrettyPrinter()
                .writeValueAsString(new TreeMap<>(Map.of("data", List.of(key()), "index", List.of(findingKey())))));
        var shared = secrets.keep("keys-person.json", () -> JSON.writerWithDefaultPrettyPrinter()
                .writeValueAsString(Map.of("person", List.of(findingKey()))));
        return "file:%s,file:%s".formatted(own, shared);
    }

    private Map<String, Object> key() {
        var secret = new byte[BYTES];
        random.nextBytes(secret);
        var key = new TreeMap<String, Object>();
        key.put("version", 1);
        key.put("key", Base64.getEncoder().encodeToString(secret));
        return key;
    }

    private Map<String, Object> findingKey() {
        var key = key();
        key.put("suite", suite);
        return key;
    }
}
