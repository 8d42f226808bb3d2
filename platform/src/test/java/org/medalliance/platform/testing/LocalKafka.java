package org.medalliance.platform.testing;

import org.medalliance.local.engine.KafkaEngine;

/** One Kafka per test JVM, with the alliance's topics. */
public final class LocalKafka {

    private LocalKafka() {}

    public static KafkaEngine get() {
        return Holder.ENGINE;
    }

    private static final class Holder {
        private static final KafkaEngine ENGINE = start();

        private static KafkaEngine start() {
            var engine = KafkaEngine.startTemporary();
            engine.createAllianceTopics();
            return engine;
        }
    }
}
