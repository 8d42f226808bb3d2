package org.medalliance.platform.testing;

import java.util.Collection;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.medalliance.local.engine.AllianceTopics;
import org.medalliance.local.engine.KafkaEngine;

/** A Kafka that a test may treat badly: a process of this machine, or with {@code -Pcontainers} a container. */
public interface TestKafka {

    String bootstrapServers();

    void createTopics(Collection<NewTopic> topics);

    void kill9();

    /** Starts the broker again on the same port and data. */
    void restart();

    /** Freezes the broker: connections stay open and nothing answers. */
    void pause();

    void resume();

    /** Topics of three partitions, those that are missing. */
    default void createTopics(String... names) {
        createTopics(
                Stream.of(names).map(name -> new NewTopic(name, 3, (short) 1)).toList());
    }

    default void createAllianceTopics() {
        createTopics(AllianceTopics.all());
    }

    /** As a process. */
    static TestKafka process() {
        return new Process(KafkaEngine.startTemporary());
    }

    /** @param engine ends with this JVM */
    record Process(KafkaEngine engine) implements TestKafka {

        @Override
        public String bootstrapServers() {
            return engine.bootstrapServers();
        }

        @Override
        public void createTopics(Collection<NewTopic> topics) {
            engine.createTopics(topics);
        }

        @Override
        public void kill9() {
            engine.kill9();
        }

        @Override
        public void restart() {
            engine.restart();
        }

        @Override
        public void pause() {
            engine.pause();
        }

        @Override
        public void resume() {
            engine.resume();
        }
    }
}
