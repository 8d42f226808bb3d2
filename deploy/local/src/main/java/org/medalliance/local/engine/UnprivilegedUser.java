package org.medalliance.local.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.medalliance.local.process.LocalFailure;

/**
 * Whom PostgreSQL runs as: ourselves, or, since it refuses to run as root, an account that may do nothing else. No
 * account is created; the first of {@code ALLIANCE_POSTGRES_USER}, alliance, postgres, nobody that exists is taken.
 */
final class UnprivilegedUser {

    private final @Nullable UserPrincipal account;
    private final List<String> prefix;

    private UnprivilegedUser(@Nullable UserPrincipal account, List<String> prefix) {
        this.account = account;
        this.prefix = prefix;
    }

    static UnprivilegedUser forThisProcess() {
        if (!isRoot()) {
            return new UnprivilegedUser(null, List.of());
        }
        var account = Stream.of(System.getenv("ALLIANCE_POSTGRES_USER"), "alliance", "postgres", "nobody")
                .filter(name -> name != null && !name.isBlank())
                .flatMap(name -> lookUp(name).stream())
                .findFirst()
                .orElseThrow(
                        () -> new LocalFailure(
                                "PostgreSQL 不能以 root 运行，且没有可用的普通账户；请执行 useradd --system alliance。"
                                        + " | PostgreSQL does not run as root and no ordinary account exists: useradd --system alliance"));
        return new UnprivilegedUser(account, becoming(account.getName()));
    }

    /** The command as this user runs it, without a shell between. */
    List<String> runs(List<String> command) {
        var whole = new ArrayList<>(prefix);
        whole.addAll(command);
        return whole;
    }

    String name() {
        return account == null ? System.getProperty("user.name") : account.getName();
    }

    /** A folder that this user owns, for nobody else to read. */
    void ownFolder(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        own(folder);
    }

    void own(Path tree) throws IOException {
        if (account == null) {
            return;
        }
        var owner = account;
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Files.setOwner(folder, owner);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.setOwner(file, owner);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    boolean canEnter(Path folder) {
        if (account == null) {
            return Files.isExecutable(folder);
        }
        return succeeds(runs(List.of("/bin/sh", "-c", "cd \"$0\"", folder.toString())));
    }

    private static boolean isRoot() {
        try {
            return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException | UnsupportedOperationException e) {
            return "root".equals(System.getProperty("user.name"));
        }
    }

    private static Optional<UserPrincipal> lookUp(String name) {
        try {
            return Optional.of(
                    Path.of("/").getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(name));
        } catch (UserPrincipalNotFoundException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> becoming(String name) {
        // setpriv first: it becomes the program, so that signals reach PostgreSQL itself.
        var ways = List.of(
                List.of("setpriv", "--reuid", name, "--regid", primaryGroup(name), "--clear-groups", "--"),
                List.of("runuser", "-u", name, "--"));
        for (var way : ways) {
            var attempt = new ArrayList<>(way);
            attempt.add("true");
            if (succeeds(attempt)) {
                return way;
            }
        }
        throw new LocalFailure("PostgreSQL 不能以 root 运行，而 setpriv 与 runuser 都不可用；请安装 util-linux，或换普通用户运行。"
                + " | PostgreSQL does not run as root, and neither setpriv nor runuser works here: install util-linux,"
                + " or run as an ordinary user.");
    }

    private static String primaryGroup(String name) {
        try {
            var id = new ProcessBuilder("id", "-g", name).start();
            return new String(id.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
        } catch (IOException e) {
            return name;
        }
    }

    private static boolean succeeds(List<String> command) {
        try {
            var process = new ProcessBuilder(command)
                    .directory(Path.of("/").toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
