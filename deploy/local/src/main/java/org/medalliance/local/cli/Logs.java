package org.medalliance.local.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.medalliance.local.edition.Settings;
import org.medalliance.local.process.LocalFailure;
import org.medalliance.local.process.LogFile;

/** The end of one log, or a few lines of each; with {@code -f}, what comes. */
final class Logs {

    private static final int ONE = 100;
    private static final int EACH = 5;

    private final Settings settings;

    Logs(Settings settings) {
        this.settings = settings;
    }

    int run(List<String> words) {
        var names = new ArrayList<>(words);
        var follow = names.remove("-f") | names.remove("--follow");
        var files = names.isEmpty() ? all() : names.stream().map(this::named).toList();
        var following = files.stream().map(Follow::fromNow).toList();
        for (var file : files) {
            if (files.size() > 1) {
                System.out.println("==> " + file);
            }
            System.out.println(LogFile.of(file).tail(files.size() > 1 ? EACH : ONE));
        }
        while (follow && !Thread.currentThread().isInterrupted()) {
            following.forEach(Follow::printNew);
            Follow.rest();
        }
        return 0;
    }

    private Path named(String name) {
        return all().stream()
                .filter(file -> file.getFileName().toString().startsWith(name))
                .findFirst()
                .orElseThrow(() -> new LocalFailure("没有日志 " + name + "，现有 | no such log; there are: "
                        + String.join(
                                " ",
                                all().stream()
                                        .map(file ->
                                                file.getFileName().toString().replace(".log", ""))
                                        .toList())));
    }

    private List<Path> all() {
        if (!Files.isDirectory(settings.logs())) {
            return List.of();
        }
        try (var files = Files.list(settings.logs())) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
