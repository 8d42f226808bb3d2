package org.medalliance.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import org.medalliance.local.demo.Demo;
import org.medalliance.local.edition.OneMachine;
import org.medalliance.local.edition.Settings;

/** One whole platform for all tests of this module: real processes, free ports, the demo county loaded and its morning played. */
final class Platform {

    private Platform() {}

    static OneMachine machine() {
        return Holder.MACHINE;
    }

    static Door door() {
        return Holder.DOOR;
    }

    /** The exit code of the demo that loaded the county. */
    static int demoExit() {
        return Holder.DEMO_EXIT;
    }

    private static final class Holder {
        private static final OneMachine MACHINE = start();
        private static final Door DOOR = new Door(MACHINE.gateway(), MACHINE.issuer());
        private static final int DEMO_EXIT = Demo.play(MACHINE.settings());

        private static OneMachine start() {
            var home = temporaryFolder();
            // Two officers hold all the streams that RingDownIT opens.
            var settings = Settings.temporary(home).with("demo", "true").with("gateway.streams", "1000");
            var machine = OneMachine.start(settings, System.out::println);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(machine, home), "platform-end"));
            return machine;
        }

        private static void end(OneMachine machine, Path home) {
            machine.close();
            delete(home);
        }

        private static Path temporaryFolder() {
            try {
                var home = Files.createTempDirectory("alliance-e2e-");
                return Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx--x--x"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void delete(Path home) {
            try (var files = Files.walk(home)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
