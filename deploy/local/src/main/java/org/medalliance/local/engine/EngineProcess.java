package org.medalliance.local.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** One engine's process with all its children, and the log that it writes. */
final class EngineProcess {

    private final String name;
    private final Process process;
    private final Path log;

    private EngineProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    static EngineProcess start(String name, List<String> command, Map<String, String> environment, Path log) {
        var builder = new ProcessBuilder(command)
                .directory(Path.of("/").toFile())
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            return new EngineProcess(name, builder.start(), log);
        } catch (IOException e) {
            throw new EngineFailed(name + " 无法启动 | could not be started: " + String.join(" ", command), e);
        }
    }

    static void run(String name, List<String> command, Map<String, String> environment, Path log) {
        var program = start(name, command, environment, log);
        if (!program.endsWithin(Duration.ofMinutes(2)) || program.process.exitValue() != 0) {
            program.kill9();
            throw new EngineFailed(name + " 失败 | failed:\n" + program.lastLines(20));
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Waits until the engine answers; ends early, with the log's last lines, when it dies instead. */
    void awaitReady(BooleanSupplier ready, Duration limit) {
        var end = System.nanoTime() + limit.toNanos();
        while (!ready.getAsBoolean()) {
            if (!process.isAlive()) {
                throw new EngineFailed(name + " 启动后退出 | ended while it was starting:\n" + lastLines(20));
            }
            if (System.nanoTime() > end) {
                throw new EngineFailed(
                        name + " 在 " + limit.toSeconds() + " 秒内没有就绪 | was not ready in time:\n" + lastLines(20));
            }
            endsWithin(Duration.ofMillis(50));
        }
    }

    boolean endsWithin(Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineFailed(name + " interrupted", e);
        }
    }

    /** Asks the engine to end by this signal, and kills it when it has not within the limit. */
    void stop(String signal, Duration limit) {
        if (process.isAlive()) {
            signal(List.of(process.pid()), signal);
        }
        if (!endsWithin(limit)) {
            kill9();
        }
    }

    void kill9() {
        var tree = tree();
        tree.forEach(ProcessHandle::destroyForcibly);
        tree.forEach(handle -> handle.onExit().orTimeout(10, TimeUnit.SECONDS).join());
    }

    void pause() {
        signal(tree().stream().map(ProcessHandle::pid).toList(), "STOP");
    }

    void resume() {
        signal(tree().stream().map(ProcessHandle::pid).toList(), "CONT");
    }

    private List<ProcessHandle> tree() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
    }

    private static void signal(List<Long> pids, String signal) {
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

    private String lastLines(int count) {
        try {
            var lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - count), lines.size()));
        } catch (IOException e) {
            return "(" + log + ")";
        }
    }
}
