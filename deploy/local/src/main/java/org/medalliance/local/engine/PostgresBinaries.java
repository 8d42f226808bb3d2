package org.medalliance.local.engine;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.zip.ZipInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.medalliance.local.process.Folders;
import org.medalliance.local.process.LocalFailure;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs, unpacked once per version to a place that their user can reach. */
record PostgresBinaries(Path home, UnprivilegedUser user) {

    private static final String COMPLETE = "complete";

    static PostgresBinaries unpacked() {
        var user = UnprivilegedUser.forThisProcess();
        // A clone below a closed home (root's is) cannot be entered by the account that PostgreSQL runs as.
        for (var place : List.of(House.engines(), Path.of("/var/tmp/alliance-engines"))) {
            try {
                Files.createDirectories(place);
                if (user.canEnter(place)) {
                    return new PostgresBinaries(unpack(place), user);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("PostgreSQL 解压失败 | PostgreSQL could not be unpacked into " + place, e);
            }
        }
        throw new LocalFailure(
                "账户 " + user.name() + " 无法进入 " + House.engines() + "；请把项目放到它能进入的目录，例如 /opt。 | The account "
                        + user.name() + " cannot enter " + House.engines() + ": move the repository, e.g. to /opt.");
    }

    String program(String name) {
        return home.resolve("bin").resolve(name).toString();
    }

    private static Path unpack(Path place) throws IOException {
        var home = place.resolve("postgres-" + House.postgresVersion());
        if (Files.exists(home.resolve(COMPLETE))) {
            return home;
        }
        try (var channel = FileChannel.open(
                        place.resolve("postgres.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var _ = channel.lock()) {
            if (!Files.exists(home.resolve(COMPLETE))) {
                Folders.delete(home);
                unpackInto(home);
                Files.createFile(home.resolve(COMPLETE));
            }
        }
        return home;
    }

    private static void unpackInto(Path home) throws IOException {
        try (var jar = new ZipInputStream(new BufferedInputStream(Files.newInputStream(House.postgresArchive())))) {
            for (var entry = jar.getNextEntry(); entry != null; entry = jar.getNextEntry()) {
                if (entry.getName().endsWith(".txz")) {
                    untar(new TarArchiveInputStream(new XZInputStream(jar)), home);
                    return;
                }
            }
        }
        throw new FileSystemException(House.postgresArchive().toString(), null, "holds no .txz");
    }

    private static void untar(TarArchiveInputStream tar, Path home) throws IOException {
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            var target = home.resolve(entry.getName()).normalize();
            if (!target.startsWith(home)) {
                throw new FileSystemException(entry.getName(), null, "leads out of the archive");
            }
            if (entry.isDirectory()) {
                Files.createDirectories(target);
            } else {
                Files.createDirectories(target.getParent());
                write(tar, entry, target);
            }
        }
    }

    private static void write(InputStream content, TarArchiveEntry entry, Path target) throws IOException {
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(content, target, StandardCopyOption.REPLACE_EXISTING);
        var executable = (entry.getMode() & 0b001_000_000) != 0;
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }
}
