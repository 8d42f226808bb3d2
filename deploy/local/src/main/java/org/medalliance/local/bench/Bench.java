package org.medalliance.local.bench;

import java.util.List;
import org.medalliance.local.edition.Settings;
import org.medalliance.local.process.LocalFailure;

/** Measures the running platform and prints what it found as JSON. */
public final class Bench {

    private Bench() {}

    public static int run(Settings settings, List<String> words) {
        throw new LocalFailure("测量尚未实现 | not built yet: bench " + String.join(" ", words));
    }
}
