package org.medalliance.local.cli;

import java.time.Instant;
import java.util.List;
import org.medalliance.local.edition.OneMachine;
import org.medalliance.local.edition.Settings;
import org.medalliance.local.supervise.Snapshot;

/** What the supervisor writes down every second. */
record StatusReport(
        String state,
        long supervisorPid,
        String home,
        String gateway,
        Instant since,
        double startSeconds,
        List<Snapshot> processes) {

    static final String STARTING = "starting";
    static final String READY = "ready";

    static StatusReport of(String state, Settings settings, OneMachine machine, Instant since, double startSeconds) {
        return new StatusReport(
                state,
                ProcessHandle.current().pid(),
                settings.home().toString(),
                machine.gateway().toString(),
                since,
                startSeconds,
                machine.snapshots());
    }

    boolean isReady() {
        return READY.equals(state);
    }
}
