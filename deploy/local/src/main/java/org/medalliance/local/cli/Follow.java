package org.medalliance.local.cli;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Prints what is added to a file. */
final class Follow {

    /** How long to rest between two looks. */
    static final Duration REST = Duration.ofMillis(100);

    private final Path file;
    private long read;

    private Follow(Path file, long from) {
        this.file = file;
        this.read = from;
    }

    /** From here on; what the file holds already is not shown. */
    static Follow fromNow(Path file) {
        try {
            return new Follow(file, Files.exists(file) ? Files.size(file) : 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void printNew() {
        if (!Files.exists(file)) {
            return;
        }
        try (var content = new RandomAccessFile(file.toFile(), "r")) {
            // Cut by a rotation: what is there now is new.
            read = content.length() < read ? 0 : read;
            content.seek(read);
            var bytes = new byte[(int) Math.min(1 << 20, content.length() - read)];
            content.readFully(bytes);
            read += bytes.length;
            System.out.write(bytes);
            System.out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void rest() {
        try {
            Thread.sleep(REST);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
