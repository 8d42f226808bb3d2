package org.medalliance.platform.crypto;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** All keys of a service: the newest of each purpose writes, every one reads. */
public final class Keys {

    static final String SEALING = "seal";

    private static final String FINDING = "find";

    private final Map<Purpose, List<Ready>> byPurpose = new EnumMap<>(Purpose.class);
    private final Suite suite;

    /** A key with what its suites work with, derived once. */
    private record Ready(Key key, byte[] sm, byte[] international, byte[] finding) {

        static Ready of(Key key) {
            var suite = key.suite();
            return new Ready(
                    key,
                    key.derived(SmSuite.INSTANCE, SEALING),
                    key.derived(InternationalSuite.INSTANCE, SEALING),
                    suite == null ? new byte[0] : key.derived(suite, FINDING));
        }

        byte[] sealing(Suite suite) {
            return switch (suite) {
                case SmSuite _ -> sm;
                case InternationalSuite _ -> international;
            };
        }
    }

    /**
     * @param suite with which values are sealed from now on
     * @throws IllegalStateException when a purpose has no key to write with, or two of one version
     */
    public Keys(Suite suite, List<Key> keys) {
        this.suite = suite;
        for (var purpose : Purpose.values()) {
            byPurpose.put(purpose, newestFirst(purpose, keys));
        }
    }

    private static List<Ready> newestFirst(Purpose purpose, List<Key> keys) {
        var own = new ArrayList<>(
                keys.stream().filter(it -> it.purpose() == purpose).toList());
        if (own.stream().allMatch(Key::waiting)) {
            throw new IllegalStateException(
                    "没有可用的密钥 | There is no key for %s (alliance.crypto.keys).".formatted(purpose.code()));
        }
        if (own.stream().map(Key::version).distinct().count() < own.size()) {
            throw new IllegalStateException("Two keys for %s have one version.".formatted(purpose.code()));
        }
        own.sort(Comparator.comparing(Key::waiting).thenComparing(Key::version, Comparator.reverseOrder()));
        return own.stream().map(Ready::of).toList();
    }

    /** With which values are sealed from now on. */
    public Suite suite() {
        return suite;
    }

    /** The version that writes. */
    public int current(Purpose purpose) {
        return newest(purpose).key().version();
    }

    /** All versions that are read with, the one that writes first. */
    public List<Integer> versions(Purpose purpose) {
        return ready(purpose).stream().map(it -> it.key().version()).toList();
    }

    /**
     * @throws Tampered when there is no such version: without its key nothing can be read
     */
    public byte[] sealing(Suite by, int version) {
        return ready(Purpose.DATA).stream()
                .filter(it -> it.key().version() == version)
                .findFirst()
                .orElseThrow(Tampered::new)
                .sealing(by);
    }

    /** The keyed hash with one version of a key to find by, 32 bytes. */
    public byte[] mac(Purpose purpose, int version, byte[] text) {
        for (var it : ready(purpose)) {
            var by = it.key().suite();
            if (it.key().version() == version && by != null) {
                return by.mac(it.finding(), text);
            }
        }
        throw new IllegalArgumentException("There is no key %s %d to find by.".formatted(purpose.code(), version));
    }

    private Ready newest(Purpose purpose) {
        return ready(purpose).getFirst();
    }

    private List<Ready> ready(Purpose purpose) {
        return byPurpose.getOrDefault(purpose, List.of());
    }
}
