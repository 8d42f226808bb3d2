package org.medalliance.referral.attachment;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.regex.Pattern;
import org.medalliance.local.engine.House;
import org.medalliance.platform.testing.Engines;
import org.springframework.boot.SpringApplication;
import tools.jackson.databind.json.JsonMapper;

/** The service as a process of its own with 256 MiB of heap, on the database of this JVM's instance. */
public record SmallInstance(Process process, int port, Path heap) {

    private static final Pattern LEFT = Pattern.compile(" \\d+M->(\\d+)M\\(");

    public static SmallInstance start(Path folder) {
        var port = freePort();
        var heap = folder.resolve("heap.log");
        var command = List.of(
                House.java(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-Xlog:gc:file=" + heap,
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Main.class.getName());
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("small.log").toFile());
        builder.environment().put("SPRING_APPLICATION_JSON", JsonMapper.shared().writeValueAsString(settings(port)));
        try {
            var started = new SmallInstance(builder.start(), port, heap);
            await().atMost(Duration.ofSeconds(90)).until(started::answers);
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HashMap<String, Object> settings(int port) {
        var settings = new HashMap<>(Engines.properties("referral-service"));
        settings.put("server.port", String.valueOf(port));
        // It takes no events away from the other, and when it is killed nobody waits for its partitions.
        settings.put("spring.kafka.listener.auto-startup", "false");
        return settings;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** In MiB, as a collection left it. */
    public long mostHeap() {
        try {
            return java.nio.file.Files.readAllLines(heap).stream()
                    .map(LEFT::matcher)
                    .filter(java.util.regex.Matcher::find)
                    .mapToLong(it -> Long.parseLong(it.group(1)))
                    .max()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean answers() {
        if (!process.isAlive()) {
            throw new IllegalStateException("The small instance has ended.");
        }
        try (var line = new Socket("127.0.0.1", port)) {
            return line.isConnected();
        } catch (IOException _) {
            return false;
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the process runs. */
    static final class Main {

        private Main() {}

        public static void main(String[] arguments) throws ClassNotFoundException {
            SpringApplication.run(Class.forName("org.medalliance.referral.ReferralService"), arguments);
        }
    }
}
