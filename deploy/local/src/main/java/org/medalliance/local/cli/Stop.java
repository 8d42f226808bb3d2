package org.medalliance.local.cli;

import java.nio.file.Files;
import java.time.Duration;
import org.medalliance.local.edition.OneMachine;
import org.medalliance.local.edition.Settings;
import org.medalliance.local.process.LocalFailure;
import org.medalliance.local.process.ProcessTree;

/** Ends the platform, or what a killed supervisor left of it. */
final class Stop {

    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final Settings settings;

    Stop(Settings settings) {
        this.settings = settings;
    }

    int run() {
        var running = RunningSupervisor.of(settings);
        if (running.isEmpty()) {
            return endOrphans();
        }
        var supervisor = running.get().process();
        var follow = Follow.fromNow(settings.logs().resolve("supervisor.log"));
        supervisor.destroy();
        var end = System.nanoTime() + LIMIT.toNanos();
        while (ProcessTree.isAlive(supervisor)) {
            follow.printNew();
            if (System.nanoTime() > end) {
                throw new LocalFailure("监管进程 " + supervisor.pid() + " 没有在 " + LIMIT.toSeconds()
                        + " 秒内结束 | the supervisor did not end in time");
            }
            Follow.rest();
        }
        follow.printNew();
        return 0;
    }

    private int endOrphans() {
        if (!Files.isDirectory(settings.run())) {
            System.out.println("平台没有在运行 | the platform is not running");
            return 0;
        }
        try (var machine = OneMachine.at(settings, System.out::println)) {
            machine.endOrphans();
        }
        System.out.println("平台没有在运行 | the platform is not running");
        return 0;
    }
}
