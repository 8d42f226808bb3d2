package org.medalliance.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {

    @TempDir
    Path folder;

    @Test
    void rotationKeepsTheNewestAndLetsTheWriterGoOn() throws Exception {
        var path = folder.resolve("kafka.log");
        try (var writer = Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (var line : new String[] {"one\n", "two\n", "three\n", "four\n"}) {
                writer.write(line.getBytes());
                LogFile.of(path).rotate(1, 2);
            }
            writer.write("five\n".getBytes());
        }
        assertThat(path).hasContent("five\n");
        assertThat(folder.resolve("kafka.log.1")).hasContent("four\n");
        assertThat(folder.resolve("kafka.log.2")).hasContent("three\n");
        assertThat(folder.resolve("kafka.log.3")).doesNotExist();
    }

    @Test
    void tailIsTheLastLines() throws Exception {
        var path = Files.writeString(folder.resolve("a.log"), "一\n二\n三\n");
        assertThat(LogFile.of(path).tail(2)).isEqualTo("二\n三");
        assertThat(LogFile.of(folder.resolve("none.log")).tail(2)).isEmpty();
    }
}
