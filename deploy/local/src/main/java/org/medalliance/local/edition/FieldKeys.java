package org.medalliance.local.edition;

import java.security.SecureRandom;
import java.util.ArrayList;
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

    private static final String PERSON = "keys-person.json";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Secrets secrets;
    private final String suite;
    private final SecureRandom random = new SecureRandom();

    /**
     * @param suite whose keyed hash new keys to find by are for
     */
    FieldKeys(Secrets secrets, String suite) {
        this.secrets = secrets;
        this.suite = suite;
    }

    /** Where the service finds them, as in {@code alliance.crypto.keys}. */
    String sources(String service) {
        var own = secrets.keep(
                own(service),
                () -> text(new TreeMap<>(Map.of("data", List.of(key(1)), "index", List.of(findingKey(1))))));
        var shared = secrets.keep(PERSON, () -> text(Map.of("person", List.of(findingKey(1)))));
        return "file:%s,file:%s".formatted(own, shared);
    }

    /** Adds a version to the service's own keys; the older ones still read. */
    String rotate(String service) {
        sources(service);
        return added(own(service), "data", "index");
    }

    String rotatePerson() {
        return added(PERSON, "person");
    }

    private String added(String file, String... purposes) {
        var keys = new TreeMap<String, List<Object>>();
        var newest = 0;
        for (var entry : JSON.readTree(secrets.text(file)).properties()) {
            var known = new ArrayList<Object>();
            for (var key : entry.getValue()) {
                newest = Math.max(newest, key.path("version").asInt());
                known.add(key);
            }
            keys.put(entry.getKey(), known);
        }
        for (var purpose : purposes) {
            keys.computeIfAbsent(purpose, _ -> new ArrayList<>())
                    .add(purpose.equals("data") ? key(newest + 1) : findingKey(newest + 1));
        }
        secrets.replace(file, text(keys));
        return "%s: %d".formatted(file, newest + 1);
    }

    private static String own(String service) {
        return "keys-" + service + ".json";
    }

    private static String text(Map<String, ?> keys) {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(keys);
    }

    private Map<String, Object> key(int version) {
        var secret = new byte[BYTES];
        random.nextBytes(secret);
        var key = new TreeMap<String, Object>();
        key.put("version", version);
        key.put("key", Base64.getEncoder().encodeToString(secret));
        return key;
    }

    private Map<String, Object> findingKey(int version) {
        var key = key(version);
        key.put("suite", suite);
        return key;
    }
}
