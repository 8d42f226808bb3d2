package org.medalliance.local.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Uuid;
import org.medalliance.local.process.ChildProcess;
import org.medalliance.local.process.Folders;

/** One Kafka data directory and how its broker is run: broker and controller in one, KRaft, on the loopback only. */
public final class KafkaBroker {

    private static final int HEAP_MEGABYTES = 256;

    private final Path folder;
    private final int port;
    private final int controllerPort;

    public KafkaBroker(Path folder, int port, int controllerPort) {
        this.folder = folder.toAbsolutePath();
        this.port = port;
        this.controllerPort = controllerPort;
    }

    /** Writes the broker's settings and, the first time, formats its log directory. */
    public void initialise(Path log) {
        try {
            Files.createDirectories(folder);
            Files.writeString(settingsFile(), settings(), StandardCharsets.UTF_8);
            if (!Files.exists(logs().resolve("meta.properties"))) {
                Folders.delete(logs());
                ChildProcess.run("Kafka StorageTool", format(), Map.of(), log, Duration.ofMinutes(2));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Kafka 数据目录无法创建 | data directory could not be made: " + folder, e);
        }
    }

    /** The broker as a command; it stays in the foreground and logs to its standard error. */
    public List<String> command() {
        return java("kafka.Kafka", List.of(settingsFile().toString()));
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    public boolean isReady() {
        // The admin client warns for each refused connection; ask for the port first.
        if (!listens()) {
            return false;
        }
        try (var admin = admin()) {
            return !admin.describeCluster().nodes().get(5, TimeUnit.SECONDS).isEmpty();
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    public Admin admin() {
        var properties = new Properties();
        properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers());
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 30_000);
        return Admin.create(properties);
    }

    /** Whether anybody answers at the port; the cheap question. */
    public boolean listens() {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 500);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private List<String> format() {
        return java(
                "kafka.tools.StorageTool",
                List.of(
                        "format",
                        "--standalone",
                        "--cluster-id",
                        Uuid.randomUuid().toString(),
                        "--config",
                        settingsFile().toString()));
    }

    private static List<String> java(String main, List<String> arguments) {
        var command = new ArrayList<>(List.of(House.java()));
        command.addAll(House.smallJvm(HEAP_MEGABYTES));
        command.addAll(List.of(
                "-Xss512k",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dorg.slf4j.simpleLogger.showDateTime=true",
                "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-Dorg.slf4j.simpleLogger.log.kafka.server.KafkaRaftServer=info",
                "-cp",
                House.kafkaClassPath(),
                main));
        command.addAll(arguments);
        return command;
    }

    private Path settingsFile() {
        return folder.resolve("server.properties");
    }

    private Path logs() {
        return folder.resolve("logs");
    }

    private String settings() {
        var settings = new TreeMap<String, String>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", "1");
        settings.put("controller.quorum.bootstrap.servers", "127.0.0.1:" + controllerPort);
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("listeners", "PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d".formatted(port, controllerPort));
        settings.put(
                "advertised.listeners",
                "PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d".formatted(port, controllerPort));
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("log.dirs", logs().toString());
        settings.put("auto.create.topics.enable", "false");
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "8");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("transaction.state.log.num.partitions", "4");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        // A killed broker may register again only when its old session is over (default 9 s).
        settings.put("broker.session.timeout.ms", "2000");
        settings.put("broker.heartbeat.interval.ms", "500");
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("log.retention.hours", "168");
        settings.put("log.segment.bytes", Integer.toString(64 * 1024 * 1024));
        settings.put("log.index.size.max.bytes", Integer.toString(1024 * 1024));
        // One broker's default would take half of this small heap for the cleaner alone.
        settings.put("log.cleaner.dedupe.buffer.size", Integer.toString(8 * 1024 * 1024));
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "4");
        settings.put("background.threads", "2");
        var text = new StringBuilder();
        settings.forEach(
                (name, value) -> text.append(name).append('=').append(value).append('\n'));
        return text.toString();
    }
}
