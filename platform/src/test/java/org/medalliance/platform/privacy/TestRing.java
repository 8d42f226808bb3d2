package org.medalliance.platform.privacy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.crypto.Key;
import org.medalliance.platform.crypto.Keys;
import org.medalliance.platform.crypto.Purpose;
import org.medalliance.platform.crypto.Suite;

/** Keys of some versions, the same each time; the second and later find by the other suite than the first. */
final class TestRing {

    private TestRing() {}

    static Keys of(String suite, Integer... versions) {
        var keys = new ArrayList<Key>();
        for (var version : List.of(versions)) {
            for (var purpose : Purpose.values()) {
                keys.add(new Key(purpose, version, finding(purpose, version), false, secret(purpose, version)));
            }
        }
        return new Keys(Suite.of(suite), keys);
    }

    private static @Nullable Suite finding(Purpose purpose, int version) {
        return purpose == Purpose.DATA ? null : Suite.of(version == 1 ? "sm" : "international");
    }

    private static byte[] secret(Purpose purpose, int version) {
        return Arrays.copyOf((purpose + "/" + version).getBytes(StandardCharsets.UTF_8), 32);
    }
}
