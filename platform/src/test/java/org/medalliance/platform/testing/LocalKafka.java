package org.medalliance.platform.testing;

/** One Kafka per test JVM, with the alliance's topics. */
public final class LocalKafka {

    private LocalKafka() {}

    public static TestKafka get() {
        return Holder.ENGINE;
    }

    private static final class Holder {
        private static final TestKafka ENGINE = start();

        private static TestKafka start() {
            var engine = Containers.areWanted() ? Containers.kafka() : TestKafka.process();
            engine.createAllianceTopics();
            return engine;
        }
    }
}
