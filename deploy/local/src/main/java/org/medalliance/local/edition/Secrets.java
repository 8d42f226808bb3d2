package org.medalliance.local.edition;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What only this installation knows, each in a file that only its owner reads. Made when first asked for, and not changed
 * afterwards but by {@link KeyChange}; an administrator may lay a file of that name there before.
 */
final class Secrets {

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private static final int BYTES = 24;

    private final Path folder;
    private final SecureRandom random = new SecureRandom();

    Secrets(Path folder) {
        this.folder = folder;
    }

    static Secrets of(Settings settings) {
        return new Secrets(settings.home().resolve("secrets"));
    }

    /** A word of 32 characters that are safe in URLs, shells and SQL. */
    synchronized String word(String name) {
        return read(keep(name, this::newWord));
    }

    /** The file of this name, made of this content unless it is there. */
    synchronized Path keep(String name, Supplier<String> content) {
        var file = folder.resolve(name);
        if (Files.exists(file)) {
            return file;
        }
        try {
            if (!Files.exists(folder)) {
                Files.createDirectories(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            // Complete or not there at all, even if the machine stops right now.
            var next = folder.resolve(name + ".next");
            Files.deleteIfExists(next);
            Files.createFile(next, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            Files.writeString(next, content.get(), StandardOpenOption.SYNC, StandardOpenOption.WRITE);
            Files.move(next, file);
        } catch (FileAlreadyExistsException e) {
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("密钥文件无法写入 | secret could not be written: " + file, e);
        }
        return file;
    }

    synchronized String text(String name) {
        return read(folder.resolve(name));
    }

    /** The new content as a whole, or still the old one. */
    synchronized void replace(String name, String content) {
        var next = folder.resolve(name + ".next");
        try {
            Files.deleteIfExists(next);
            Files.createFile(next, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            Files.writeString(next, content, StandardOpenOption.SYNC, StandardOpenOption.WRITE);
            Files.move(next, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("密钥文件无法写入 | secret could not be written: " + name, e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("密钥文件无法读取 | secret could not be read: " + file, e);
        }
    }

    private String newWord() {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
