package org.medalliance.local.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.medalliance.local.edition.OneMachine;
import org.medalliance.local.edition.Settings;
import org.medalliance.local.process.LocalFailure;
import org.medalliance.local.process.PidFile;

/** The process that stays: brings the platform up, keeps it alive, writes its status, ends it when told to. */
final class Supervise {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final Settings settings;
    private final Instant begun = Instant.now();
    private final CountDownLatch ended = new CountDownLatch(1);

    /** From our own start to readiness; 0 until then. */
    private volatile double startSeconds;

    Supervise(Settings settings) {
        this.settings = settings;
    }

    int run() {
        var machine = OneMachine.at(settings, Supervise::tell);
        var pidFile = new PidFile(settings.run().resolve("supervisor.pid"));
        RunnerCopy.deleteOthers(settings.home().resolve("apps"));
        pidFile.write(ProcessHandle.current().pid());
        var report = new StatusFile(settings.run());
        report.write(report(machine));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(machine, report, pidFile), "end"));
        Thread.ofPlatform().daemon().name("report").start(() -> keepReporting(machine, report));
        try {
            machine.bringUp();
        } catch (LocalFailure e) {
            if (ended.getCount() > 0) {
                tell(String.valueOf(e.getMessage()));
            }
            return 1;
        }
        startSeconds = Duration.between(begun, Instant.now()).toMillis() / 1000.0;
        tell("平台就绪，用时 %.1f s  %s | the platform is ready".formatted(startSeconds, machine.gateway()));
        report.write(report(machine));
        awaitEnd();
        return 0;
    }

    private StatusReport report(OneMachine machine) {
        var state = startSeconds > 0 ? StatusReport.READY : StatusReport.STARTING;
        return StatusReport.of(state, settings, machine, begun, startSeconds);
    }

    private void keepReporting(OneMachine machine, StatusFile report) {
        try {
            while (!ended.await(1, TimeUnit.SECONDS)) {
                report.write(report(machine));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitEnd() {
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void end(OneMachine machine, StatusFile report, PidFile pidFile) {
        ended.countDown();
        tell("停止中 | stopping");
        machine.close();
        report.delete();
        pidFile.delete();
        tell("已全部停止 | all stopped");
    }

    private static void tell(String line) {
        System.out.println(LocalTime.now().format(TIME) + "  " + line);
    }
}
