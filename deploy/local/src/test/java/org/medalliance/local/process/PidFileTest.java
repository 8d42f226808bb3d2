package org.medalliance.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PidFileTest {

    @TempDir
    Path folder;

    @Test
    void ownProcessIsRecognisedAgain() throws Exception {
        var process = new ProcessBuilder("sleep", "60").start();
        var file = new PidFile(folder.resolve("sleep.pid"));
        try {
            file.write(process.pid());
            assertThat(file.living()).contains(process.toHandle());
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertThat(file.living()).isEmpty();
    }

    @Test
    void numberGivenToAnotherProcessIsNotMistakenForOurs() throws Exception {
        // This process was certainly not born in the same tick as the stranger.
        var file = new PidFile(folder.resolve("sleep.pid"));
        file.write(ProcessHandle.current().pid());
        var birth = Files.readString(file.path()).split(" ")[1];

        var stranger = new ProcessBuilder("sleep", "60").start();
        try {
            Files.writeString(file.path(), stranger.pid() + " " + birth);
            assertThat(file.living()).isEmpty();
        } finally {
            stranger.destroyForcibly().waitFor();
        }
    }

    @Test
    void brokenFileNamesNobody() throws Exception {
        var file = new PidFile(Files.writeString(folder.resolve("broken.pid"), "not a number"));
        assertThat(file.living()).isEmpty();
        Files.writeString(file.path(), Long.toString(ProcessHandle.current().pid()));
        assertThat(file.living()).isEmpty();
    }
}
