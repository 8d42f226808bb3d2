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

    Supervise(Settings settings) {
        this.settings = settings;
    }

    int run() {
        var machine = OneMachine.at(settings, Supervise::tell);
        var pidFile = new PidFile(settings.run().resolve("supervisor.pid"));
        pidFile.write(ProcessHandle.current().pid());
        var report = new StatusFile(settings.run());
        report.write(StatusReport.of(StatusReport.STARTING, settings, machine, begun, 0));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(machine, report, pidFile), "end"));
        try {
            machine.bringUp();
        } catch (LocalFailure e) {
            tell(String.valueOf(e.getMessage()));
            return 1;
        }
        var seconds = Duration.between(begun, Instant.now()).toMillis() / 1000.0;
        tell("平台就绪，用时 %.1f s  %s | the platform is ready".formatted(seconds, machine.gateway()));
        report.write(StatusReport.of(StatusReport.READY, settings, machine, begun, seconds));
        keepReporting(machine, report, seconds);
        return 0;
    }

    private void keepReporting(OneMachine machine, StatusFile report, double seconds) {
        try {
            while (!ended.await(1, TimeUnit.SECONDS)) {
                report.write(StatusReport.of(StatusReport.READY, settings, machine, begun, seconds));
            }
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
