package org.medalliance.local.edition;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.medalliance.local.engine.House;
import org.medalliance.local.process.ChildProcess;
import org.medalliance.local.process.Folders;
import org.medalliance.local.process.LocalFailure;

/**
 * A service as it was built, laid out in the data directory: an unpacked jar starts sooner than a nested one, and a build
 * may go on beside a running platform without pulling the classes from under it.
 */
record ServiceJar(String module, Path apps) {

    private static final String COMPLETE = "complete";

    /** The jar to run, unpacked anew when a newer one was built. */
    Path unpacked(Path log) {
        var built = House.root().resolve(module).resolve("target").resolve(module + ".jar");
        if (!Files.exists(built)) {
            throw new LocalFailure("缺少 " + built + "，请先构建：./mvnw -q package -DskipTests | is missing; build first:"
                    + " ./mvnw -q package -DskipTests");
        }
        try {
            var folder = apps.resolve(module).resolve(stamp(built));
            if (!Files.exists(folder.resolve(COMPLETE))) {
                Folders.delete(apps.resolve(module));
                Files.createDirectories(folder);
                unpack(built, folder, log);
                Files.createFile(folder.resolve(COMPLETE));
            }
            return folder.resolve(module + ".jar");
        } catch (IOException e) {
            throw new UncheckedIOException(module + " 无法解开 | could not be unpacked", e);
        }
    }

    /** One that is laid out, be it the newest or not: a running platform keeps its own. Laid out now if none is. */
    Path anyUnpacked(Path log) {
        var place = apps.resolve(module);
        if (Files.exists(place)) {
            try (Stream<Path> folders = Files.list(place)) {
                var found =
                        folders.filter(it -> Files.exists(it.resolve(COMPLETE))).findFirst();
                if (found.isPresent()) {
                    return found.get().resolve(module + ".jar");
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return unpacked(log);
    }

    private void unpack(Path built, Path folder, Path log) throws IOException {
        ChildProcess.run(
                module + " extract",
                List.of(
                        House.java(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Djarmode=tools",
                        "-jar",
                        built.toString(),
                        "extract",
                        "--force",
                        "--destination",
                        folder.toString()),
                Map.of(),
                log,
                Duration.ofMinutes(1));
        if (!Files.exists(folder.resolve(module + ".jar"))) {
            try (Stream<Path> files = Files.list(folder)) {
                throw new LocalFailure(module + ".jar: not a Spring Boot jar? It unpacked to " + files.toList());
            }
        }
    }

    private static String stamp(Path jar) throws IOException {
        // A reproducible build gives every jar the same time of modification; its last change tells when it was
        // written.
        var written = (FileTime) Files.getAttribute(jar, "unix:ctime");
        return Long.toHexString(written.toMillis()) + "-" + Long.toHexString(Files.size(jar));
    }
}
