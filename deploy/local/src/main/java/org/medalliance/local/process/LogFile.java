package org.medalliance.local.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** One process's log: its end, and its rotation while the process goes on writing. */
public record LogFile(Path path) {

    private static final int TAIL_BYTES = 64 * 1024;

    public static LogFile of(Path path) {
        return new LogFile(path);
    }

    /** The last lines, or nothing when there are none yet. */
    public String tail(int lines) {
        try (var file = new RandomAccessFile(path.toFile(), "r")) {
            file.seek(Math.max(0, file.length() - TAIL_BYTES));
            var bytes = new byte[(int) Math.min(TAIL_BYTES, file.length() - file.getFilePointer())];
            file.readFully(bytes);
            var all = new String(bytes, StandardCharsets.UTF_8).lines().toList();
            return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
        } catch (IOException e) {
            return "";
        }
    }

    /**
     * Keeps the file below this size: it becomes {@code .1}, that one {@code .2}, and so on. Copied and cut, since the
     * process holds the file open; the few lines written in between are lost.
     */
    public void rotate(long largest, int kept) {
        try {
            if (!Files.exists(path) || Files.size(path) <= largest) {
                return;
            }
            for (var older = kept - 1; older >= 1; older--) {
                if (Files.exists(numbered(older))) {
                    Files.move(numbered(older), numbered(older + 1), StandardCopyOption.REPLACE_EXISTING);
                }
            }
            Files.copy(path, numbered(1), StandardCopyOption.REPLACE_EXISTING);
            try (var channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
                channel.truncate(0);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path numbered(int number) {
        return path.resolveSibling(path.getFileName() + "." + number);
    }
}
