package org.medalliance.local.demo;

import java.util.List;
import org.medalliance.local.cli.Start;
import org.medalliance.local.edition.Settings;

/** Starts what is not running, loads the demo county and plays a township's morning. */
public final class Demo {

    private Demo() {}

    /** @return the exit code: 0 only when each step and each effect was seen */
    public static int run(Settings settings, List<String> words) {
        new Start(settings).ensureRunning(true);
        System.out.println("示范流程尚未实现 | the demo's steps are not built yet");
        return 1;
    }
}
