package org.medalliance.local.cli;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.medalliance.local.process.Folders;

/** Our own class path, copied: a supervisor lives for weeks, and a build beside it must not change its classes. */
final class RunnerCopy {

    private static final String PREFIX = "runner-";

    private RunnerCopy() {}

    /** Deletes the copies of supervisors that are gone. For the one that holds the data directory. */
    static void deleteOthers(Path apps) {
        var own = System.getProperty("alliance.lib", "none");
        if (!Files.isDirectory(apps)) {
            return;
        }
        try (var copies = Files.list(apps)) {
            for (var copy : copies.filter(path -> path.getFileName().toString().startsWith(PREFIX))
                    .filter(path -> !Path.of(own).startsWith(path))
                    .toList()) {
                Folders.delete(copy);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return a new folder, with this program's classes in {@code classes} and all jars in {@code lib} */
    static Path in(Path apps) {
        // Each start has its own: of two at once, neither may touch the other's.
        var folder = apps.resolve(PREFIX + ProcessHandle.current().pid());
        try {
            Folders.delete(folder);
            Files.createDirectories(folder.resolve("lib"));
            Files.createDirectories(folder.resolve("classes"));
            for (var entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
                var path = Path.of(entry);
                if (Files.isDirectory(path)) {
                    copyFolder(path, folder.resolve("classes"));
                } else if (Files.exists(path)) {
                    Files.copy(path, folder.resolve("lib").resolve(path.getFileName()));
                }
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException("程序无法复制到数据目录 | the program could not be copied to " + folder, e);
        }
    }

    private static void copyFolder(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) throws IOException {
                Files.createDirectories(to.resolve(from.relativize(visited).toString()));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
