package org.medalliance.local.edition;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipInputStream;
import org.medalliance.local.engine.House;
import org.medalliance.local.engine.PostgresServer;
import org.medalliance.local.process.ChildProcess;
import org.medalliance.local.process.Folders;

/**
 * Keycloak: its programs unpacked and built once beside the other engines, and per data directory a home of links to
 * them, so that several platforms share one build and each imports its own realm.
 */
final class Keycloak {

    private static final String COMPLETE = "complete";

    private static final List<String> SHARED = List.of("bin", "conf", "lib", "providers");

    private final Settings settings;
    private final Secrets secrets;

    Keycloak(Settings settings, Secrets secrets) {
        this.settings = settings;
        this.secrets = secrets;
    }

    /** Unpacks and builds; takes half a minute the first time, nothing later. */
    static Path programs(Path log) {
        var programs = House.engines().resolve("keycloak-" + House.keycloakVersion());
        if (Files.exists(programs.resolve(COMPLETE))) {
            return programs;
        }
        try {
            Files.createDirectories(House.engines());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try (var channel = FileChannel.open(
                        House.engines().resolve("keycloak.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var _ = channel.lock()) {
            if (!Files.exists(programs.resolve(COMPLETE))) {
                Folders.delete(programs);
                unpack(programs);
                build(programs, log);
                Files.createFile(programs.resolve(COMPLETE));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Keycloak 无法解压 | could not be unpacked: " + programs, e);
        }
        return programs;
    }

    /** Lays out this data directory's home, with the realm that is imported when the database has none. */
    void prepare(Path log) {
        var programs = programs(log);
        try {
            Files.createDirectories(home().resolve("data/import"));
            for (var name : SHARED) {
                var link = home().resolve(name);
                Files.deleteIfExists(link);
                Files.createSymbolicLink(link, programs.resolve(name));
            }
            layOutThemes();
            Files.copy(
                    realm(settings.isDemo()),
                    home().resolve("data/import/alliance-realm.json"),
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("Keycloak 无法准备 | could not be prepared: " + home(), e);
        }
    }

    /** Keycloak's own themes are in its jars; here stands ours alone. */
    private void layOutThemes() throws IOException {
        var themes = home().resolve("themes");
        // Earlier versions linked the distribution's empty folder.
        if (Files.isSymbolicLink(themes)) {
            Files.delete(themes);
        }
        Folders.delete(themes);
        var source = House.root().resolve("deploy/keycloak/themes");
        try (var files = Files.walk(source)) {
            for (var file : files.toList()) {
                var target = themes.resolve(source.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    static Path realm(boolean demo) {
        return House.root()
                .resolve(demo ? "deploy/demo/keycloak/alliance-realm.json" : "deploy/keycloak/alliance-realm.json");
    }

    List<String> command() {
        var command = new ArrayList<>(List.of(House.java()));
        command.addAll(House.smallJvm(settings.number("keycloak.heap")));
        command.addAll(List.of(
                "-XX:MaxMetaspaceSize=256m",
                "-XX:TieredStopAtLevel=1",
                "-Dkc.home.dir=" + home(),
                "-Djboss.server.config.dir=" + home().resolve("conf"),
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
                        + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
                "-Dpicocli.disable.closures=true",
                "-Dquarkus-log-max-startup-records=10000",
                "-Duser.language=en",
                "-Duser.country=US",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
                "--add-opens=java.base/java.security=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                home().resolve("lib/quarkus-run.jar").toString(),
                "io.quarkus.bootstrap.runner.QuarkusEntryPoint",
                "start",
                "--optimized",
                "--import-realm"));
        return command;
    }

    Map<String, String> environment(PostgresServer postgres) {
        var environment = new TreeMap<String, String>();
        environment.put("KC_DB_URL", postgres.jdbcUrl("keycloak"));
        environment.put("KC_DB_USERNAME", "keycloak_owner");
        environment.put("KC_DB_PASSWORD", secrets.word("keycloak-owner"));
        environment.put("KC_DB_POOL_INITIAL_SIZE", "1");
        environment.put("KC_DB_POOL_MIN_SIZE", "1");
        environment.put("KC_DB_POOL_MAX_SIZE", "15");
        // One node: no cluster to listen for.
        environment.put("KC_CACHE", "local");
        environment.put("KC_LOG_LEVEL", "info,io.smallrye.health:error");
        environment.put("KC_HTTP_ENABLED", "true");
        environment.put("KC_HTTP_HOST", settings.text("keycloak.address"));
        environment.put("KC_HTTP_PORT", settings.text("keycloak.port"));
        environment.put("KC_HTTP_MANAGEMENT_PORT", settings.text("keycloak.management.port"));
        environment.put("KC_HOSTNAME", publicUrl(settings));
        if (publicUrl(settings).startsWith("https:")) {
            environment.put("KC_PROXY_HEADERS", "xforwarded");
        }
        environment.put("KC_BOOTSTRAP_ADMIN_USERNAME", "admin");
        environment.put("KC_BOOTSTRAP_ADMIN_PASSWORD", secrets.word("keycloak-admin"));
        environment.putAll(realmValues());
        return environment;
    }

    /** What the realm's file leaves open. */
    Map<String, String> realmValues() {
        var values = new TreeMap<String, String>();
        values.put("ALLIANCE_GATEWAY_CLIENT_SECRET", secrets.word("gateway-client"));
        values.put("ALLIANCE_REFERRAL_CLIENT_SECRET", secrets.word("referral-client"));
        values.put("ALLIANCE_TELEMEDICINE_CLIENT_SECRET", secrets.word("telemedicine-client"));
        values.put("ALLIANCE_STAFFING_CLIENT_SECRET", secrets.word("staffing-client"));
        var gateway = "127.0.0.1:" + settings.text("gateway.port");
        values.put("ALLIANCE_LOCAL_URL", "http://" + gateway);
        values.put(
                "ALLIANCE_PUBLIC_URL",
                settings.given("public.url").orElse("http://localhost:" + settings.text("gateway.port")));
        return values;
    }

    String readinessUrl() {
        return "http://127.0.0.1:" + settings.text("keycloak.management.port") + "/health/ready";
    }

    static String publicUrl(Settings settings) {
        return settings.given("keycloak.url").orElse("http://127.0.0.1:" + settings.text("keycloak.port"));
    }

    private Path home() {
        return settings.home().resolve("keycloak");
    }

    private static void unpack(Path programs) throws IOException {
        try (var zip = new ZipInputStream(Files.newInputStream(House.keycloakArchive()))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                // All lies under one folder of the distribution's own name.
                var inside = entry.getName().substring(entry.getName().indexOf('/') + 1);
                var target = programs.resolve(inside).normalize();
                if (!target.startsWith(programs)) {
                    throw new FileSystemException(entry.getName(), null, "leads out of the archive");
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(target.getParent());
                    Files.copy(zip, target);
                }
            }
        }
    }

    private static void build(Path programs, Path log) {
        ChildProcess.run(
                "Keycloak build",
                List.of(
                        "/bin/bash",
                        programs.resolve("bin/kc.sh").toString(),
                        "build",
                        "--db=postgres",
                        "--cache=local",
                        "--health-enabled=true",
                        "--metrics-enabled=true"),
                Map.of("JAVA_HOME", System.getProperty("java.home"), "JAVA_OPTS_APPEND", "-XX:TieredStopAtLevel=1"),
                log,
                Duration.ofMinutes(5));
    }
}
