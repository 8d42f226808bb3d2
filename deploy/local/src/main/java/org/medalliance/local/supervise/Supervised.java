package org.medalliance.local.supervise;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.medalliance.local.process.ChildProcess;
import org.medalliance.local.process.LocalFailure;
import org.medalliance.local.process.LogFile;
import org.medalliance.local.process.PidFile;
import org.medalliance.local.process.ProcessTree;

/** One process that is started again whenever it ends without having been told to. */
public final class Supervised {

    private static final long LARGEST_LOG = 20L * 1024 * 1024;
    private static final int LOGS_KEPT = 5;

    /** A process that dies this often before it was ever ready has a fault that no further try will cure. */
    private static final int FIRST_TRIES = 2;

    private final Program program;
    private final PidFile pidFile;
    private final BackOff backOff;
    private final Duration healthInterval;
    private final Journal journal;
    private final Clock clock;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private State state = State.WAITING;
    private Instant since;
    private boolean told;
    private boolean everReady;
    private int restarts;
    private int exits;
    private @Nullable ChildProcess child;
    private @Nullable LocalFailure failure;
    private @Nullable Thread keeper;

    Supervised(Program program, PidFile pidFile, Pace pace, Journal journal, Clock clock) {
        this.program = program;
        this.pidFile = pidFile;
        this.backOff = new BackOff(pace.shortestBackOff());
        this.healthInterval = pace.healthInterval();
        this.journal = journal;
        this.clock = clock;
        this.since = clock.instant();
    }

    public String name() {
        return program.name();
    }

    public Program program() {
        return program;
    }

    public void start() {
        locked(() -> {
            if (keeper == null) {
                keeper = Thread.ofPlatform().daemon().name("keeper-" + name()).start(this::keep);
            }
        });
    }

    /** Waits for the first readiness; throws what made the start fail, or that it took too long. */
    public void awaitReady(Duration limit) {
        var reached = await(() -> state == State.READY || failure != null || told, limit);
        locked(() -> {
            if (failure != null) {
                throw failure;
            }
            if (told) {
                throw new LocalFailure(program.title() + " 已被停止 | was stopped");
            }
            if (!reached) {
                throw new LocalFailure(
                        program.title() + " 在 " + limit.toSeconds() + " 秒内没有就绪 | was not ready in time:\n"
                                + LogFile.of(program.log()).tail(20));
            }
        });
    }

    /** Kills the process and its children, and returns when that has been noticed. For failure tests. */
    public void kill9() {
        var living = running();
        var seen = snapshotOf(() -> exits);
        living.kill9();
        await(() -> exits > seen, Duration.ofSeconds(30));
    }

    public void pause() {
        running().pause();
    }

    public void resume() {
        running().resume();
    }

    /** Ends the process for good: gracefully, and by force when that takes too long. */
    public void stop() {
        var running = snapshotOf(() -> {
            told = true;
            changed.signalAll();
            if (child != null && child.isAlive()) {
                enter(State.STOPPING);
            }
            return child;
        });
        if (running != null) {
            running.stop(program.stopSignal(), program.stopLimit());
        }
        join();
        pidFile.delete();
        locked(() -> enter(State.STOPPED));
    }

    public State state() {
        return snapshotOf(() -> state);
    }

    public int restarts() {
        return snapshotOf(() -> restarts);
    }

    public Snapshot snapshot() {
        return snapshotOf(() -> new Snapshot(
                name(),
                program.title(),
                state.word(),
                child != null && child.isAlive() ? child.pid() : 0,
                restarts,
                since,
                program.port(),
                program.log().toString()));
    }

    /** Ends what an earlier supervisor left running when it was killed. */
    boolean endOrphan() {
        var orphan = pidFile.living();
        orphan.ifPresent(process -> ProcessTree.of(process).stop(program.stopSignal(), program.stopLimit()));
        pidFile.delete();
        return orphan.isPresent();
    }

    private void keep() {
        while (!isTold()) {
            var ranFor = Duration.ZERO;
            locked(() -> enter(State.STARTING));
            if (prepared()) {
                try {
                    ranFor = runOnce();
                } catch (LocalFailure e) {
                    tellFailure(e, FIRST_TRIES);
                }
            }
            if (isTold() || snapshotOf(() -> failure) != null) {
                return;
            }
            var pause = backOff.after(ranFor);
            journal.tell("重启 %s：%d 秒后 | %s restarts in %d s"
                    .formatted(program.title(), pause.toSeconds(), name(), pause.toSeconds()));
            locked(() -> enter(State.RESTARTING));
            await(() -> told, pause);
            locked(() -> restarts++);
        }
    }

    /** A port that is taken or a file that is missing is not cured by trying again. */
    private boolean prepared() {
        try {
            program.ports().forEach(port -> port.refuseTaken(program.title()));
            program.prepare().run();
            return true;
        } catch (LocalFailure e) {
            tellFailure(e, 1);
        } catch (RuntimeException e) {
            tellFailure(new LocalFailure(program.title() + ": " + e, e), 1);
        }
        return false;
    }

    /** From start to end; returns how long it was ready. */
    private Duration runOnce() {
        var started = launch();
        if (started == null) {
            return Duration.ZERO;
        }
        try {
            started.awaitReady(() -> isTold() || program.ready().getAsBoolean(), program.startLimit());
        } catch (LocalFailure e) {
            started.kill9();
            noticeExit();
            throw e;
        }
        var ready = clock.instant();
        locked(() -> {
            if (!told) {
                everReady = true;
                journal.tell("就绪 %s  127.0.0.1:%d  %.1f s"
                        .formatted(
                                program.title(),
                                program.port(),
                                Duration.between(since, ready).toMillis() / 1000.0));
                enter(State.READY);
            }
        });
        watch(started);
        noticeExit();
        if (!isTold()) {
            journal.tell("退出 %s（%d）| %s ended (%d):\n%s"
                    .formatted(
                            program.title(),
                            started.exitValue(),
                            name(),
                            started.exitValue(),
                            LogFile.of(program.log()).tail(5)));
        }
        return Duration.between(ready, clock.instant());
    }

    private @Nullable ChildProcess launch() {
        return snapshotOf(() -> {
            if (told) {
                return null;
            }
            LogFile.of(program.log()).rotate(LARGEST_LOG, LOGS_KEPT);
            var command = ChildProcess.inOwnSession(program.command().get());
            var started = ChildProcess.start(program.title(), command, program.environment(), program.log());
            pidFile.write(started.pid());
            child = started;
            return started;
        });
    }

    private void watch(ChildProcess process) {
        while (!process.endsWithin(healthInterval)) {
            LogFile.of(program.log()).rotate(LARGEST_LOG, LOGS_KEPT);
            var answers = program.healthy().getAsBoolean();
            locked(() -> {
                if (!told && process.isAlive() && answers != (state == State.READY)) {
                    enter(answers ? State.READY : State.UNREADY);
                    journal.tell((answers ? "恢复 %s | %s answers again" : "无响应 %s | %s does not answer")
                            .formatted(program.title(), name()));
                }
            });
        }
        // Its children may still hold its port.
        process.kill9();
    }

    private void noticeExit() {
        pidFile.delete();
        locked(() -> {
            exits++;
            if (!told) {
                enter(State.RESTARTING);
            }
        });
    }

    private void tellFailure(LocalFailure cause, int tries) {
        if (isTold()) {
            return;
        }
        var last = snapshotOf(() -> !everReady && restarts + 1 >= tries);
        if (!last) {
            journal.tell(String.valueOf(cause.getMessage()));
        }
        locked(() -> failure = last ? cause : null);
    }

    private ChildProcess running() {
        var running = snapshotOf(() -> child);
        if (running == null || !running.isAlive()) {
            throw new LocalFailure(program.title() + " 没有在运行 | is not running");
        }
        return running;
    }

    private void enter(State next) {
        if (state != next) {
            state = next;
            since = clock.instant();
            changed.signalAll();
        }
    }

    private boolean isTold() {
        return snapshotOf(() -> told);
    }

    private void join() {
        var thread = snapshotOf(() -> keeper);
        if (thread == null || thread == Thread.currentThread()) {
            return;
        }
        try {
            thread.join(program.stopLimit());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits, without asking again and again, until this holds; false when the limit came first. */
    private boolean await(BooleanSupplier holds, Duration limit) {
        lock.lock();
        try {
            var left = limit.toNanos();
            while (!holds.getAsBoolean()) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void locked(Runnable work) {
        lock.lock();
        try {
            work.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private <T extends @Nullable Object> T snapshotOf(Supplier<T> read) {
        lock.lock();
        try {
            return read.get();
        } finally {
            lock.unlock();
        }
    }
}
