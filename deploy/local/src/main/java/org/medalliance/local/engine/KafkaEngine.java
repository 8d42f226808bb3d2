package org.medalliance.local.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.medalliance.local.process.ChildProcess;
import org.medalliance.local.process.Folders;
import org.medalliance.local.process.FreePort;

/** A Kafka 4 for tests: a real broker on a free port, gone with its folder when closed or when the JVM ends. */
public final class KafkaEngine implements AutoCloseable {

    private final Path folder;
    private final Path log;
    private final KafkaBroker broker;
    private ChildProcess process;

    private KafkaEngine(Path folder) {
        this.folder = folder;
        this.log = folder.resolve("kafka.log");
        this.broker = new KafkaBroker(folder.resolve("data"), FreePort.find(), FreePort.find());
        broker.initialise(log);
        this.process = launch();
    }

    public static KafkaEngine startTemporary() {
        try {
            var engine = new KafkaEngine(Files.createTempDirectory("alliance-kafka-"));
            Runtime.getRuntime().addShutdownHook(new Thread(engine::close, "kafka-close"));
            return engine;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /** Topics of three partitions, those that are missing. */
    public void createTopics(String... names) {
        createTopics(
                Stream.of(names).map(name -> new NewTopic(name, 3, (short) 1)).toList());
    }

    public void createTopics(Collection<NewTopic> topics) {
        try (var admin = broker.admin()) {
            AllianceTopics.create(admin, topics);
        }
    }

    /** Every topic of the platform, as the one-machine edition makes them. */
    public void createAllianceTopics() {
        createTopics(AllianceTopics.all());
    }

    public void kill9() {
        process.kill9();
    }

    /** Starts the broker again on the same port and data, after ending it if it still runs. */
    public void restart() {
        process.stop("TERM", Duration.ofSeconds(20));
        process = launch();
    }

    /** Freezes the broker: connections stay open and nothing answers. */
    public void pause() {
        process.pause();
    }

    public void resume() {
        process.resume();
    }

    @Override
    public synchronized void close() {
        process.kill9();
        try {
            Folders.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ChildProcess launch() {
        var started = ChildProcess.start("Kafka", broker.command(), Map.of(), log);
        started.awaitReady(broker::isReady, Duration.ofSeconds(90));
        return started;
    }
}
