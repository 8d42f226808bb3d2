package org.medalliance.local.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.function.BiFunction;
import org.medalliance.local.edition.OneMachine;
import org.medalliance.local.edition.Settings;
import org.medalliance.local.process.Folders;

/** For measurements that fill a database: a platform in a folder that is gone afterwards, with the demo's accounts. */
public final class PlatformOfItsOwn {

    private PlatformOfItsOwn() {}

    public static <T> T with(
            List<String> services, PrintStream words, BiFunction<OneMachine, Settings, T> measurement) {
        var home = folder();
        try {
            var settings = Settings.temporary(home)
                    .with("services", String.join(" ", services))
                    .with("demo", "true");
            words.println("启动专用平台 | starting a platform of its own");
            try (var machine = OneMachine.start(settings, words::println)) {
                return measurement.apply(machine, settings);
            }
        } finally {
            delete(home);
        }
    }

    private static Path folder() {
        try {
            var folder = Files.createTempDirectory("alliance-bench-");
            return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path home) {
        try {
            Folders.delete(home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
