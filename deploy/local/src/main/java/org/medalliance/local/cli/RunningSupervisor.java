package org.medalliance.local.cli;

import java.util.Optional;
import org.medalliance.local.edition.Settings;
import org.medalliance.local.process.PidFile;

/** The supervisor of a data directory as another process sees it. */
record RunningSupervisor(ProcessHandle process, Settings settings) {

    static Optional<RunningSupervisor> of(Settings settings) {
        return new PidFile(settings.run().resolve("supervisor.pid"))
                .living()
                .map(process -> new RunningSupervisor(process, settings));
    }

    Optional<StatusReport> report() {
        return new StatusFile(settings.run()).read().filter(report -> report.supervisorPid() == process.pid());
    }

    boolean isReady() {
        return report().filter(StatusReport::isReady).isPresent();
    }
}
