package org.medalliance.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Which process is ours, kept beyond our own death. A number alone is not enough, since the system gives it away again:
 * the file also keeps when that process began and in which boot of the machine.
 */
public record PidFile(Path path) {

    public void write(long pid) {
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            var next = path.resolveSibling(path.getFileName() + ".next");
            Files.writeString(next, pid + " " + birth(pid) + "\n");
            Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The process that was written down, if it is still that one. */
    public Optional<ProcessHandle> living() {
        try {
            if (!Files.exists(path)) {
                return Optional.empty();
            }
            var words = Files.readString(path).strip().split(" ", 2);
            var pid = Long.parseLong(words[0]);
            return ProcessHandle.of(pid)
                    .filter(ProcessHandle::isAlive)
                    .filter(_ -> words.length == 2 && words[1].equals(birth(pid)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    public void delete() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The start in clock ticks since boot, and the boot's id; stable for a process's whole life, even through exec. */
    private static String birth(long pid) {
        try {
            var stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"), StandardCharsets.ISO_8859_1);
            // The second field is the program's name in brackets and may hold blanks; the start is the 22nd field.
            if (stat.startsWith(" Z", stat.lastIndexOf(')') + 1)) {
                return "ended";
            }
            var ticks = stat.substring(stat.lastIndexOf(')') + 2).split(" ")[19];
            var boot =
                    Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
            return ticks + "@" + boot;
        } catch (IOException e) {
            return ProcessHandle.of(pid)
                    .flatMap(handle -> handle.info().startInstant())
                    .map(start -> Long.toString(start.toEpochMilli()))
                    .orElse("unknown");
        }
    }
}
