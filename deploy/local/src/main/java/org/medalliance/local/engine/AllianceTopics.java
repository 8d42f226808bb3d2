package org.medalliance.local.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.medalliance.local.process.LocalFailure;

/** The platform's topics. Nothing else makes topics: a name that is not here is a mistake that shows at once. */
public final class AllianceTopics {

    private static final List<String> EVENTS =
            List.of("referral.events.v1", "telemedicine.events.v1", "staffing.events.v1", "attention.events.v1");

    /** The last word on each key: what a service that starts later must still be told. */
    private static final List<String> STATE = List.of(
            "directory.institutions.v1",
            "directory.practitioners.v1",
            "directory.rosters.v1",
            "directory.beds.v1",
            "telemedicine.slots.v1");

    /** Heads of the audit chains: kept for good, each of them, and in one order. */
    private static final String ANCHORS = "audit.anchors.v1";

    private static final Duration KEPT = Duration.ofDays(7);

    private AllianceTopics() {}

    public static List<NewTopic> all() {
        var topics = new ArrayList<NewTopic>();
        for (var name : EVENTS) {
            topics.add(kept(name, 6));
            topics.add(kept(name + ".dlt", 6));
        }
        for (var name : STATE) {
            topics.add(topic(name, 3, Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT)));
            topics.add(kept(name + ".dlt", 3));
        }
        topics.add(topic(
                ANCHORS,
                1,
                Map.of(
                        TopicConfig.RETENTION_MS_CONFIG,
                        "-1",
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_DELETE)));
        return topics;
    }

    /** Makes those that are missing; the ones that are there stay as they are. */
    public static void create(Admin admin, Collection<NewTopic> topics) {
        admin.createTopics(topics).values().forEach((name, made) -> {
            try {
                made.get();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw new LocalFailure("Kafka 主题 " + name + " 无法建立 | topic could not be made", e);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new LocalFailure("interrupted", e);
            }
        });
    }

    private static NewTopic kept(String name, int partitions) {
        return topic(name, partitions, Map.of(TopicConfig.RETENTION_MS_CONFIG, Long.toString(KEPT.toMillis())));
    }

    private static NewTopic topic(String name, int partitions, Map<String, String> settings) {
        return new NewTopic(name, partitions, (short) 1).configs(settings);
    }
}
