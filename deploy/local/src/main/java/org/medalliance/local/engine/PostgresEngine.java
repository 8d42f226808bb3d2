package org.medalliance.local.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.UUID;
import org.medalliance.local.process.ChildProcess;
import org.medalliance.local.process.Folders;
import org.medalliance.local.process.FreePort;

/** A PostgreSQL 18 for tests: a real server on a free port, gone with its folder when closed or when the JVM ends. */
public final class PostgresEngine implements AutoCloseable {

    private final Path folder;
    private final Path log;
    private final PostgresCluster cluster;
    private ChildProcess process;

    private PostgresEngine(Path folder) {
        this.folder = folder;
        this.log = folder.resolve("postgres.log");
        this.cluster =
                new PostgresCluster(folder.resolve("data"), FreePort.find(), secret(), PostgresCluster.Tuning.TESTS);
        cluster.initialise(log);
        this.process = launch();
    }

    public static PostgresEngine startTemporary() {
        try {
            var folder = Files.createTempDirectory("alliance-postgres-");
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
            var engine = new PostgresEngine(folder);
            Runtime.getRuntime().addShutdownHook(new Thread(engine::close, "postgres-close"));
            return engine;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return cluster.server().port();
    }

    /** Database {@code name} with roles {@code name_owner} and {@code name_app}; names are lower-case identifiers. */
    public ServiceDatabase createServiceDatabase(String name) {
        return ServiceDatabase.create(
                cluster.server(), name, new ServiceDatabase.Passwords(secret(), secret(), secret()));
    }

    /** With the superuser's name and password inside. */
    public String superuserJdbcUrl(String database) {
        return cluster.server().jdbcUrlWithPassword(database);
    }

    /** Kills the server and all its sessions at once, as a power cut would. */
    public void kill9() {
        process.kill9();
    }

    /** Starts the server again on the same port and data, after ending it if it still runs. */
    public void restart() {
        stop();
        cluster.forgetStalePidFile();
        process = launch();
    }

    /** Freezes the server: connections stay open and nothing answers. */
    public void pause() {
        process.pause();
    }

    public void resume() {
        process.resume();
    }

    @Override
    public synchronized void close() {
        // Nothing of it is wanted afterwards.
        process.kill9();
        try {
            Folders.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void stop() {
        // SIGINT: end the sessions, write a checkpoint, leave.
        process.stop("INT", Duration.ofSeconds(20));
    }

    private ChildProcess launch() {
        var started = ChildProcess.start("PostgreSQL", cluster.command(), cluster.environment(), log);
        started.awaitReady(cluster.server()::acceptsConnections, Duration.ofSeconds(60));
        return started;
    }

    private static String secret() {
        return UUID.randomUUID().toString();
    }
}
