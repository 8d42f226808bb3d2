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

    private RunnerCopy() {}

    /** @return the folder, with the class folder or jar of this program in {@code classes} and the rest in {@code lib} */
    static Path in(Path folder) {
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
