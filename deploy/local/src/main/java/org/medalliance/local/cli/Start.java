package org.medalliance.local.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.medalliance.local.edition.DemoRealm;
import org.medalliance.local.edition.OneMachine;
import org.medalliance.local.edition.Settings;
import org.medalliance.local.engine.House;
import org.medalliance.local.process.ChildProcess;
import org.medalliance.local.process.LocalFailure;
import org.medalliance.local.process.LogFile;
import org.medalliance.local.process.ProcessTree;

/** Starts the platform: a supervisor that stays in the background, watched until all is ready. */
public final class Start {

    private static final long LARGEST_LOG = 20L * 1024 * 1024;

    private final Settings settings;

    public Start(Settings settings) {
        this.settings = settings;
    }

    int run(List<String> words) {
        var options = new ArrayList<>(words);
        var foreground = options.remove("--foreground");
        var demo = options.remove("--demo");
        if (!options.isEmpty()) {
            throw new LocalFailure("不认识的参数 " + options.getFirst() + " | unknown argument; known: --demo --foreground");
        }
        if (foreground) {
            return new Supervise(Alliance.demo(settings, words)).run();
        }
        ensureRunning(demo);
        return 0;
    }

    /** Returns when the platform is ready, whether it ran already or had to be started; throws when it cannot be. */
    public void ensureRunning(boolean demo) {
        var running = RunningSupervisor.of(settings);
        if (running.isPresent() && running.get().isReady()) {
            System.out.println("平台已在运行 | the platform is running already: "
                    + running.get().report().map(StatusReport::gateway).orElse(""));
            if (demo) {
                DemoRealm.of(settings).ensure();
            }
            return;
        }
        settings.makeFolders();
        var log = settings.logs().resolve("supervisor.log");
        LogFile.of(log).rotate(LARGEST_LOG, 3);
        var follow = Follow.fromNow(log);
        System.out.println("启动平台，数据目录 | starting, data in " + settings.home());
        var supervisor = running.map(RunningSupervisor::process).orElseGet(() -> launch(demo));
        var watching = new AtomicBoolean(true);
        var interrupt = new Thread(() -> stopAgain(supervisor, follow, watching), "interrupted");
        Runtime.getRuntime().addShutdownHook(interrupt);
        var ready = awaitReady(supervisor, follow);
        watching.set(false);
        if (!ready) {
            throw new LocalFailure("启动失败，详见 | the start failed, see " + log);
        }
    }

    private boolean awaitReady(ProcessHandle supervisor, Follow follow) {
        // Two starts at once: one of them finds the data directory taken and watches the other.
        while (ProcessTree.isAlive(supervisor) || OneMachine.isTaken(settings)) {
            follow.printNew();
            if (RunningSupervisor.of(settings)
                    .filter(RunningSupervisor::isReady)
                    .isPresent()) {
                follow.printNew();
                return true;
            }
            Follow.rest();
        }
        follow.printNew();
        return false;
    }

    /** Ctrl-C while it starts: end what was begun, and show that. */
    private static void stopAgain(ProcessHandle supervisor, Follow follow, AtomicBoolean watching) {
        if (!watching.get() || !ProcessTree.isAlive(supervisor)) {
            return;
        }
        supervisor.destroy();
        while (ProcessTree.isAlive(supervisor)) {
            follow.printNew();
            Follow.rest();
        }
        follow.printNew();
    }

    private ProcessHandle launch(boolean demo) {
        var runner = RunnerCopy.in(settings.home().resolve("apps"));
        var command = new ArrayList<>(List.of(
                House.java(),
                "-Xmx96m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseCompactObjectHeaders",
                "-Dhouse.root=" + House.root(),
                "-Dalliance.lib=" + runner.resolve("lib"),
                "-cp",
                runner.resolve("classes") + ":" + runner.resolve("lib/*"),
                Alliance.class.getName(),
                "supervise"));
        if (demo) {
            command.add("--demo");
        }
        var log = settings.logs().resolve("supervisor.log");
        try {
            var builder = new ProcessBuilder(ChildProcess.inOwnSession(command))
                    .directory(Path.of("/").toFile())
                    .redirectErrorStream(true)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().put("ALLIANCE_HOME", settings.home().toString());
            return builder.start().toHandle();
        } catch (IOException e) {
            throw new UncheckedIOException("监管进程无法启动 | the supervisor could not be started", e);
        }
    }
}
