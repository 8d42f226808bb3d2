package org.medalliance.gateway.live;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.Map;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param kafka bootstrap servers; empty: live from the services' feeds alone
 * @param kafkaProperties what else the Kafka client needs, such as {@code security.protocol}
 * @param kept how long what happened can be replayed
 * @param keptEvents how many events at most; one takes about a kilobyte
 * @param heartbeat how often a stream says that it lives
 * @param feedEvery how often each service is asked what changed
 * @param patience how long what a feed told is kept back for Kafka, which tells it with its position
 * @param perActor streams of one person; one more ends the oldest
 * @param streams of this replica
 * @param queue events that a slow client may be behind before its stream is cut
 * @param writeTimeout how long one write may take before the client counts as gone
 */
@Validated
@ConfigurationProperties("alliance.gateway.live")
record LiveSettings(
        @DefaultValue("127.0.0.1:9092") @NotNull String kafka,
        @DefaultValue @NotNull Map<String, String> kafkaProperties,

        @DefaultValue("10m") @NotNull @DurationMin(seconds = 1)
        Duration kept,

        @DefaultValue("20000") @Min(1) int keptEvents,

        @DefaultValue("15s") @NotNull @DurationMin(millis = 100)
        Duration heartbeat,

        @DefaultValue("5s") @NotNull @DurationMin(millis = 100)
        Duration feedEvery,

        @DefaultValue("500ms") @NotNull Duration patience,
        @DefaultValue("6") @Min(1) int perActor,
        @DefaultValue("2000") @Min(1) int streams,
        @DefaultValue("256") @Min(8) @Max(65_536) int queue,

        @DefaultValue("45s") @NotNull @DurationMin(seconds = 1)
        Duration writeTimeout) {

    static final String TOPIC = "attention.events.v1";
}
