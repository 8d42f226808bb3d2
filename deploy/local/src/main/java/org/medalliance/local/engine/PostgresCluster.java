package org.medalliance.local.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.medalliance.local.process.ChildProcess;
import org.medalliance.local.process.Folders;
import org.medalliance.local.process.LocalFailure;

/**
 * One PostgreSQL data directory and how its server is run: on the loopback only, passwords by SCRAM, checksums on.
 * Knows no process; the test engine and the runner each supervise their own.
 */
public final class PostgresCluster {

    public static final String SUPERUSER = "postgres";

    /** How much the server may take, and whether a commit survives a power cut of the whole machine. */
    public record Tuning(int sharedBuffersMegabytes, int maxConnections, boolean durable) {

        public static final Tuning ONE_MACHINE = new Tuning(128, 120, true);
        public static final Tuning TESTS = new Tuning(64, 120, false);
    }

    static final Map<String, String> ENVIRONMENT = Map.of("LC_ALL", "C", "TZ", "UTC");

    private final PostgresBinaries binaries;
    private final Path data;
    private final int port;
    private final String password;
    private final Tuning tuning;

    /** @param data its own folder, to which the account that PostgreSQL runs as must be able to come */
    public PostgresCluster(Path data, int port, String superuserPassword, Tuning tuning) {
        this.binaries = PostgresBinaries.unpacked();
        this.data = data.toAbsolutePath();
        this.port = port;
        this.password = superuserPassword;
        this.tuning = tuning;
    }

    /** Makes the data directory unless it is there already; what a broken first attempt left behind is replaced. */
    public void initialise(Path log) {
        if (Files.exists(data.resolve("PG_VERSION")) && Files.exists(data.resolve("alliance.ready"))) {
            return;
        }
        try {
            Folders.delete(data);
            binaries.user().ownFolder(data);
            refuseUnreachable();
            initdb(log);
            Files.createFile(data.resolve("alliance.ready"));
            binaries.user().own(data.resolve("alliance.ready"));
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL 数据目录无法创建 | data directory could not be made: " + data, e);
        }
    }

    /** The server as a command; it stays in the foreground and logs to its standard error. */
    public List<String> command() {
        var command = new ArrayList<>(List.of(binaries.program("postgres"), "-D", data.toString()));
        settings().forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        return binaries.user().runs(command);
    }

    public Map<String, String> environment() {
        return ENVIRONMENT;
    }

    /** A pid file of a server that was killed can name a process that is somebody else's by now. */
    public void forgetStalePidFile() {
        var file = data.resolve("postmaster.pid");
        try {
            if (Files.exists(file)
                    && !isOurServer(Files.readAllLines(file).getFirst().strip())) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public PostgresServer server() {
        return new PostgresServer("127.0.0.1", port, SUPERUSER, password);
    }

    private Map<String, String> settings() {
        var settings = new LinkedHashMap<String, String>();
        settings.put("port", Integer.toString(port));
        settings.put("listen_addresses", "127.0.0.1");
        settings.put("unix_socket_directories", "");
        settings.put("shared_buffers", tuning.sharedBuffersMegabytes() + "MB");
        settings.put("max_connections", Integer.toString(tuning.maxConnections()));
        settings.put("track_commit_timestamp", "on");
        settings.put("shared_preload_libraries", "pg_stat_statements");
        settings.put("max_wal_size", "512MB");
        settings.put("jit", "off");
        settings.put("log_line_prefix", "%m [%p] %q%u@%d ");
        // The statements themselves may carry a person's data; an error's code and text are enough.
        settings.put("log_min_error_statement", "panic");
        settings.put("log_error_verbosity", "terse");
        if (!tuning.durable()) {
            // Safe against a killed server, not against a power cut; commits are still written before they are told.
            settings.put("fsync", "off");
            settings.put("full_page_writes", "off");
        }
        return settings;
    }

    private void refuseUnreachable() {
        if (!binaries.user().canEnter(data)) {
            var user = binaries.user().name();
            throw new LocalFailure("PostgreSQL 以账户 " + user + " 运行，但它进不了 " + data
                    + "；请用 ALLIANCE_HOME 换一个目录，例如 /var/lib/alliance。 | PostgreSQL runs as " + user
                    + ", which cannot enter " + data + ": choose another folder with ALLIANCE_HOME,"
                    + " e.g. /var/lib/alliance.");
        }
    }

    private void initdb(Path log) throws IOException {
        var passwordFile = data.resolveSibling(data.getFileName() + ".password");
        Files.deleteIfExists(passwordFile);
        Files.createFile(
                passwordFile, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(passwordFile, password, StandardCharsets.US_ASCII);
            binaries.user().own(passwordFile);
            var command = new ArrayList<>(List.of(
                    binaries.program("initdb"),
                    "--pgdata=" + data,
                    "--username=" + SUPERUSER,
                    "--pwfile=" + passwordFile,
                    "--auth=scram-sha-256",
                    "--data-checksums",
                    "--encoding=UTF8",
                    "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8",
                    "--locale=C"));
            if (!tuning.durable()) {
                command.add("--no-sync");
            }
            ChildProcess.run("initdb", binaries.user().runs(command), ENVIRONMENT, log, Duration.ofMinutes(2));
        } finally {
            Files.deleteIfExists(passwordFile);
        }
    }

    private boolean isOurServer(String pid) throws IOException {
        var commandLine = Path.of("/proc", pid, "cmdline");
        return Files.isReadable(commandLine)
                && Files.readString(commandLine, StandardCharsets.ISO_8859_1).contains(data.toString());
    }
}
