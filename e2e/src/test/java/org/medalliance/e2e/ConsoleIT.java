package org.medalliance.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The web console in a real browser, against the running platform: {@code console/tests}, by role and label. */
class ConsoleIT {

    private static final Path CONSOLE = Path.of(System.getProperty("house.root"), "console");
    private static final long PATIENCE_MINUTES = 15;

    @Test
    void everyRoleDoesItsWorkInABrowser() throws IOException, InterruptedException {
        assertThat(Platform.demoExit()).isZero();
        Files.deleteIfExists(CONSOLE.resolve("target/browser-patients.json"));

        var tests = new ProcessBuilder(List.of("node", "node_modules/@playwright/test/cli.js", "test"))
                .directory(CONSOLE.toFile())
                .redirectErrorStream(true);
        tests.environment().put("GATEWAY", Platform.machine().gateway().toString());
        tests.environment().put("CI", "true");
        var running = tests.start();
        try (var lines = new BufferedReader(new InputStreamReader(running.getInputStream(), StandardCharsets.UTF_8))) {
            lines.lines().forEach(System.out::println);
        }

        assertThat(running.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)).isTrue();
        assertThat(running.exitValue()).as("the browser's tests").isZero();
    }
}
