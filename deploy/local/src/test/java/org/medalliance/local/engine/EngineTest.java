package org.medalliance.local.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class EngineTest {

    @Test
    void applicationRoleReadsAndWritesWhatTheOwnerMadeAndMakesNothing() throws Exception {
        try (var postgres = PostgresEngine.startTemporary()) {
            var database = postgres.createServiceDatabase("referral");
            try (var owner = owner(database)) {
                owner.createStatement().execute("create table note (id bigserial primary key, words text)");
            }

            try (var app = app(database)) {
                app.createStatement().execute("insert into note (words) values ('转诊')");
                assertThat(words(app)).isEqualTo("转诊");
                assertThatThrownBy(() -> app.createStatement().execute("create table mine (id int)"))
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("permission denied for schema public");
                assertThatThrownBy(() -> app.createStatement().execute("truncate note"))
                        .hasMessageContaining("permission denied for table note");
            }
        }
    }

    @Test
    void killedServerComesBackWithWhatWasCommitted() throws Exception {
        try (var postgres = PostgresEngine.startTemporary()) {
            var database = postgres.createServiceDatabase("staffing");
            try (var owner = owner(database)) {
                owner.createStatement().execute("create table note (words text)");
                owner.createStatement().execute("insert into note values ('值班')");
                postgres.kill9();
                assertThatThrownBy(() -> words(owner)).isInstanceOf(SQLException.class);
            }

            postgres.restart();

            try (var app = app(database)) {
                assertThat(words(app)).isEqualTo("值班");
            }
            try (var server = DriverManager.getConnection(postgres.superuserJdbcUrl("postgres"))) {
                assertThat(value(server, "show data_checksums")).isEqualTo("on");
                assertThat(value(server, "show track_commit_timestamp")).isEqualTo("on");
                assertThat(value(server, "show listen_addresses")).isEqualTo("127.0.0.1");
            }
        }
    }

    @Test
    void frozenServerAnswersAgainOnceResumed() throws Exception {
        try (var postgres = PostgresEngine.startTemporary();
                var server = DriverManager.getConnection(postgres.superuserJdbcUrl("postgres"))) {
            postgres.pause();
            server.setNetworkTimeout(Runnable::run, 300);
            assertThatThrownBy(() -> value(server, "select 1")).isInstanceOf(SQLException.class);
            postgres.resume();

            try (var again = DriverManager.getConnection(postgres.superuserJdbcUrl("postgres"))) {
                assertThat(value(again, "select 1")).isEqualTo("1");
            }
        }
    }

    @Test
    void brokerKeepsWhatItAcknowledgedThroughAKillAndMakesNoTopicByItself() throws Exception {
        try (var kafka = KafkaEngine.startTemporary()) {
            kafka.createAllianceTopics();
            send(kafka, "referral.events.v1", "accepted");

            kafka.kill9();
            kafka.restart();

            assertThat(first(kafka, "referral.events.v1")).isEqualTo("accepted");
            assertThatThrownBy(() -> send(kafka, "no.such.topic", "lost")).hasMessageContaining("no.such.topic");
        }
    }

    private static Connection owner(ServiceDatabase database) throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), database.ownerName(), database.ownerPassword());
    }

    private static Connection app(ServiceDatabase database) throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), database.appName(), database.appPassword());
    }

    private static String words(Connection connection) throws SQLException {
        return value(connection, "select words from note");
    }

    private static String value(Connection connection, String query) throws SQLException {
        try (var result = connection.createStatement().executeQuery(query)) {
            result.next();
            return result.getString(1);
        }
    }

    private static void send(KafkaEngine kafka, String topic, String words) throws Exception {
        var settings = Map.<String, Object>of(
                "bootstrap.servers", kafka.bootstrapServers(), "acks", "all", "max.block.ms", 3000);
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, 0, "case", words)).get(10, TimeUnit.SECONDS);
        }
    }

    private static String first(KafkaEngine kafka, String topic) {
        var settings = Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers());
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            var partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            return consumer.poll(Duration.ofSeconds(20))
                    .records(partition)
                    .getFirst()
                    .value();
        }
    }
}
