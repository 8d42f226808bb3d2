package org.medalliance.local.edition;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.medalliance.local.process.FreePort;
import org.medalliance.local.supervise.Journal;
import org.medalliance.local.supervise.Pace;
import org.medalliance.local.supervise.Program;
import org.medalliance.local.supervise.Supervisor;

/** One more instance of a service beside a running platform, on the same engines and on ports of its own. */
public final class ExtraService implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Supervisor supervisor;
    private final URI address;

    private ExtraService(Supervisor supervisor, URI address) {
        this.supervisor = supervisor;
        this.address = address;
    }

    /**
     * @param name of the process and its log, such as {@code referral-sm}
     * @param environment what it is told beyond what the platform's own instance is
     */
    public static ExtraService start(
            Settings running, String module, String name, Map<String, String> environment, Journal journal) {
        var area = module.replace("-service", "");
        var port = Integer.toString(FreePort.find());
        var settings =
                running.with(area + ".port", port).with(area + ".management.port", Integer.toString(FreePort.find()));
        var programs = new Programs(settings, Secrets.of(settings));
        var supervisor = new Supervisor(settings.run(), Pace.USUAL, journal, Clock.systemUTC());
        try {
            supervisor.start(
                    List.of(named(programs.service(module, programs.knownDatabase(module)), name, environment)),
                    PATIENCE);
        } catch (RuntimeException e) {
            supervisor.close();
            throw e;
        }
        return new ExtraService(supervisor, URI.create("http://127.0.0.1:" + port));
    }

    private static Program named(Program program, String name, Map<String, String> added) {
        var environment = new TreeMap<>(program.environment());
        environment.putAll(added);
        return new Program(
                name,
                program.title(),
                program.ports(),
                program.prepare(),
                program.command(),
                environment,
                program.ready(),
                program.healthy(),
                program.startLimit(),
                program.stopSignal(),
                program.stopLimit(),
                program.log().resolveSibling(name + ".log"));
    }

    public URI address() {
        return address;
    }

    @Override
    public void close() {
        supervisor.close();
    }
}
