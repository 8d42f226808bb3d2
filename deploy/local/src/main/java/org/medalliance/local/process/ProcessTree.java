package org.medalliance.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** A process and what it has started, whoever started it. */
public record ProcessTree(ProcessHandle root) {

    public static ProcessTree of(ProcessHandle root) {
        return new ProcessTree(root);
    }

    /** Asks the root to end by this signal ("TERM", "INT"), and kills the whole tree when it has not in time. */
    public void stop(String signal, Duration limit) {
        var all = all();
        if (isAlive(root)) {
            ChildProcess.signal(List.of(root.pid()), signal);
        }
        if (!endsWithin(root, limit)) {
            all = all();
        }
        // Children that outlive their parent would keep its port and its files.
        kill9(all);
    }

    public void kill9() {
        kill9(all());
    }

    void signalAll(String signal) {
        ChildProcess.signal(all().stream().map(ProcessHandle::pid).toList(), signal);
    }

    /**
     * Memory that this tree holds, in bytes: the proportional set where the system tells it, since PostgreSQL's
     * processes share most of theirs; otherwise the plain resident set.
     */
    public long residentBytes() {
        return all().stream()
                .mapToLong(handle -> Math.max(0, kilobytes(handle.pid())) * 1024)
                .sum();
    }

    /** The same for the root alone. */
    public long ownResidentBytes() {
        return Math.max(0, kilobytes(root.pid())) * 1024;
    }

    /** Whether it runs. One that has ended and that nobody has asked about (a zombie) does not. */
    public static boolean isAlive(ProcessHandle process) {
        if (!process.isAlive()) {
            return false;
        }
        try {
            var stat = Files.readString(
                    Path.of("/proc", Long.toString(process.pid()), "stat"), StandardCharsets.ISO_8859_1);
            return !stat.startsWith(" Z", stat.lastIndexOf(')') + 1);
        } catch (IOException e) {
            return process.isAlive();
        }
    }

    private List<ProcessHandle> all() {
        return Stream.concat(Stream.of(root), root.descendants()).toList();
    }

    private static void kill9(List<ProcessHandle> handles) {
        handles.forEach(ProcessHandle::destroyForcibly);
        handles.forEach(handle -> endsWithin(handle, Duration.ofSeconds(10)));
    }

    private static boolean endsWithin(ProcessHandle handle, Duration limit) {
        var exit = handle.onExit();
        var end = System.nanoTime() + limit.toNanos();
        while (isAlive(handle)) {
            if (System.nanoTime() > end) {
                return false;
            }
            try {
                exit.get(50, TimeUnit.MILLISECONDS);
            } catch (TimeoutException | ExecutionException e) {
                // Asked again: the system does not tell of the end of a process that is not our child.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    private static long kilobytes(long pid) {
        var shared = field(Path.of("/proc", Long.toString(pid), "smaps_rollup"), "Pss:");
        return shared >= 0 ? shared : field(Path.of("/proc", Long.toString(pid), "status"), "VmRSS:");
    }

    private static long field(Path file, String name) {
        try (var lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(name))
                    .findFirst()
                    .map(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .orElse(-1L);
        } catch (IOException | UncheckedIOException e) {
            return -1;
        }
    }
}
