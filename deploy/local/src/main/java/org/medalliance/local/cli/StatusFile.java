package org.medalliance.local.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** The supervisor's last word on its processes, for the other verbs to read. */
record StatusFile(Path folder) {

    static final JsonMapper JSON = JsonMapper.builder().build();

    void write(StatusReport report) {
        try {
            var next = folder.resolve("status.json.next");
            Files.writeString(next, JSON.writeValueAsString(report));
            Files.move(next, file(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Optional<StatusReport> read() {
        try {
            return Files.exists(file())
                    ? Optional.of(JSON.readValue(Files.readString(file()), StatusReport.class))
                    : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void delete() {
        try {
            Files.deleteIfExists(file());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file() {
        return folder.resolve("status.json");
    }
}
