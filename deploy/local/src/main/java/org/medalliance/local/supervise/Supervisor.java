package org.medalliance.local.supervise;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.medalliance.local.process.LocalFailure;
import org.medalliance.local.process.PidFile;

/** All processes of one data directory, in the order in which they were begun; ended in the opposite order. */
public final class Supervisor implements AutoCloseable {

    private final Path pidFiles;
    private final Pace pace;
    private final Journal journal;
    private final Clock clock;

    /** Groups of processes that come up, and go down, side by side. */
    private final List<List<Supervised>> groups = new CopyOnWriteArrayList<>();

    private boolean closing;

    public Supervisor(Path pidFiles, Pace pace, Journal journal, Clock clock) {
        this.pidFiles = pidFiles;
        this.pace = pace;
        this.journal = journal;
        this.clock = clock;
    }

    /** Starts these side by side and returns when all are ready; throws the first failure. */
    public void start(List<Program> programs, Duration limit) {
        begin(programs);
        programs.forEach(program -> process(program.name()).awaitReady(limit));
    }

    /** Starts these side by side and returns at once; {@link Supervised#awaitReady} tells when one is ready. */
    public void begin(List<Program> programs) {
        add(programs).forEach(Supervised::start);
    }

    private synchronized List<Supervised> add(List<Program> programs) {
        if (closing) {
            throw new LocalFailure("正在停止 | stopping");
        }
        var group = programs.stream()
                .map(program -> new Supervised(program, pidFile(program), pace, journal, clock))
                .toList();
        groups.add(group);
        return group;
    }

    /** Ends what an earlier supervisor, killed before it could, left running: the last of these first. */
    public void endOrphans(List<Program> programs) {
        for (var program : programs.reversed()) {
            if (new Supervised(program, pidFile(program), pace, journal, clock).endOrphan()) {
                journal.tell(
                        "结束上次遗留的 %s | ended %s, left from the last run".formatted(program.title(), program.name()));
            }
        }
    }

    public Supervised process(String name) {
        return processes().stream()
                .filter(process -> process.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new LocalFailure("没有进程 " + name + " | no process of this name: " + name));
    }

    public List<Supervised> processes() {
        return groups.stream().flatMap(List::stream).toList();
    }

    /** Ends all, the last group first; what does not end in its time is killed. */
    @Override
    public void close() {
        synchronized (this) {
            closing = true;
        }
        for (var group : groups.reversed()) {
            var ends = new ArrayList<Thread>();
            for (var process : group) {
                ends.add(Thread.ofPlatform().name("stop-" + process.name()).start(process::stop));
            }
            ends.forEach(Supervisor::join);
            group.forEach(process -> journal.tell(
                    "停止 %s | stopped %s".formatted(process.program().title(), process.name())));
        }
    }

    private PidFile pidFile(Program program) {
        return new PidFile(pidFiles.resolve(program.name() + ".pid"));
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
