package org.medalliance.local.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.medalliance.local.process.LocalFailure;

/** Where things lie: the repository's root and the engines that the build brought. */
public final class House {

    private static final String MARK = "deploy/local/pom.xml";

    private static final Properties VERSIONS = versions();

    private House() {}

    /** The repository's root: system property {@code house.root}, else the nearest folder upwards that looks like it. */
    public static Path root() {
        var told = System.getProperty("house.root", "");
        if (!told.isBlank() && Files.exists(Path.of(told, MARK))) {
            return Path.of(told).toAbsolutePath().normalize();
        }
        for (var folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve(MARK))) {
                return folder;
            }
        }
        throw new LocalFailure("找不到项目根目录，请用 -Dhouse.root=<目录> 指明。 | The repository's root was not found;"
                + " name it with -Dhouse.root=<folder>.");
    }

    /** Where engines are unpacked, once for all data directories; outlives a clean build, so that what runs goes on. */
    public static Path engines() {
        return root().resolve(".data/engines");
    }

    /** PostgreSQL's binaries as Maven Central ships them. */
    static Path postgresArchive() {
        return present(brought("postgres-" + postgresVersion() + ".jar"));
    }

    public static Path keycloakArchive() {
        return present(brought("keycloak-" + keycloakVersion() + ".zip"));
    }

    /** The broker's class path, without this module itself. */
    public static String kafkaClassPath() {
        // The runner keeps a copy of its own, so that a build beside it pulls nothing away.
        var copied = System.getProperty("alliance.lib", "");
        if (!copied.isBlank()) {
            return Path.of(copied, "*").toString();
        }
        var target = root().resolve("deploy/local/target");
        var list = present(target.resolve("lib.classpath"));
        try {
            return String.join(
                    ":",
                    Stream.of(Files.readString(list).strip().split(":"))
                            .map(jar -> target.resolve(jar).toString())
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String postgresVersion() {
        return VERSIONS.getProperty("postgres", "");
    }

    public static String keycloakVersion() {
        return VERSIONS.getProperty("keycloak", "");
    }

    /** The Java that runs us, for the engines that need one. */
    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Flags that keep a small server small and quick to come up; heap in MiB. */
    public static List<String> smallJvm(int heap) {
        return List.of(
                "-Xmx" + heap + "m",
                "-XX:+UseSerialGC",
                "-XX:+UseCompactObjectHeaders",
                "-XX:+ExitOnOutOfMemoryError",
                "-Dfile.encoding=UTF-8");
    }

    private static Path brought(String archive) {
        return root().resolve("deploy/local/target/engines").resolve(archive);
    }

    private static Path present(Path file) {
        if (!Files.exists(file)) {
            throw new LocalFailure("缺少 " + file + "，请先构建：./mvnw -q package -DskipTests | " + file
                    + " is missing; build first: ./mvnw -q package -DskipTests");
        }
        return file;
    }

    private static Properties versions() {
        var versions = new Properties();
        try (InputStream in = House.class.getResourceAsStream("engines.properties")) {
            if (in == null) {
                throw new LocalFailure("engines.properties is not on the class path; build deploy/local first");
            }
            versions.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return versions;
    }
}
