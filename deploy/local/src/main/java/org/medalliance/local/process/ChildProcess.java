package org.medalliance.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A process that we started, with all its children, and the log to which it writes. */
public final class ChildProcess {

    private static final Duration OFTEN = Duration.ofSeconds(2);

    private final String name;
    private final Process process;
    private final Path log;

    private ChildProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /** The log is opened for appending, so that a rotation may cut it while the process goes on writing. */
    public static ChildProcess start(String name, List<String> command, Map<String, String> environment, Path log) {
        var builder = new ProcessBuilder(command)
                .directory(Path.of("/").toFile())
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            return new ChildProcess(name, builder.start(), log);
        } catch (IOException e) {
            throw new LocalFailure(name + " 无法启动 | could not be started: " + String.join(" ", command), e);
        }
    }

    /** Runs a program to its end; a failure shows the last lines that it wrote. */
    public static void run(
            String name, List<String> command, Map<String, String> environment, Path log, Duration limit) {
        var program = start(name, command, environment, log);
        if (!program.endsWithin(limit)) {
            program.kill9();
            throw new LocalFailure(name + " 在 " + limit.toSeconds() + " 秒内没有完成 | did not finish in time:\n"
                    + LogFile.of(log).tail(20));
        }
        if (program.exitValue() != 0) {
            throw new LocalFailure(name + " 失败 | failed:\n" + LogFile.of(log).tail(20));
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Of a process that has ended; 128 + signal when a signal ended it. */
    public int exitValue() {
        return process.exitValue();
    }

    public CompletableFuture<Process> onExit() {
        return process.onExit();
    }

    /** Waits until the process answers; ends early, with the log's last lines, when it dies instead. */
    public void awaitReady(BooleanSupplier ready, Duration limit) {
        var begun = System.nanoTime();
        while (!ready.getAsBoolean()) {
            if (!process.isAlive()) {
                throw new LocalFailure(name + " 启动后退出（" + exitValue() + "） | ended while it was starting ("
                        + exitValue() + "):\n" + LogFile.of(log).tail(20));
            }
            if (System.nanoTime() - begun > limit.toNanos()) {
                throw new LocalFailure(name + " 在 " + limit.toSeconds() + " 秒内没有就绪 | was not ready in time:\n"
                        + LogFile.of(log).tail(20));
            }
            // Often at first, for engines that come up at once; the question itself takes the slow ones' time.
            endsWithin(Duration.ofMillis(System.nanoTime() - begun < OFTEN.toNanos() ? 50 : 250));
        }
    }

    public boolean endsWithin(Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalFailure(name + " interrupted", e);
        }
    }

    /** Asks the process to end by this signal, and kills it with its children when it has not within the limit. */
    public void stop(String signal, Duration limit) {
        ProcessTree.of(process.toHandle()).stop(signal, limit);
    }

    public void kill9() {
        ProcessTree.of(process.toHandle()).kill9();
    }

    /** Freezes the process and its children, as a machine under the greatest strain would. */
    public void pause() {
        ProcessTree.of(process.toHandle()).signalAll("STOP");
    }

    public void resume() {
        ProcessTree.of(process.toHandle()).signalAll("CONT");
    }

    /** The command in a session of its own: Ctrl-C in the terminal reaches us alone, and we stop things in order. */
    public static List<String> inOwnSession(List<String> command) {
        if (!Files.isExecutable(Path.of("/usr/bin/setsid"))) {
            return command;
        }
        var whole = new ArrayList<>(List.of("/usr/bin/setsid"));
        whole.addAll(command);
        return whole;
    }

    static void signal(List<Long> pids, String signal) {
        var command = new ArrayList<>(List.of("/bin/sh", "-c", "kill -" + signal + " \"$@\" 2>/dev/null", "kill"));
        pids.forEach(pid -> command.add(Long.toString(pid)));
        try {
            new ProcessBuilder(command).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
