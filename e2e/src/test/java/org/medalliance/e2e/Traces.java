package org.medalliance.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.medalliance.local.edition.OneMachine;
import org.medalliance.local.engine.PostgresCluster;

/** Everything that a platform leaves behind: tables of all databases, topics, logs, metrics. */
final class Traces {

    private static final String TABLES = """
            select format('%I.%I', schemaname, tablename) from pg_tables
             where schemaname not in ('pg_catalog', 'information_schema') order by 1
            """;

    private static final List<String> SERVICES = List.of("gateway", "referral", "telemedicine", "staffing");

    private final OneMachine machine;
    private final Canaries canaries;

    Traces(OneMachine machine, Canaries canaries) {
        this.machine = machine;
        this.canaries = canaries;
    }

    /** Where canaries were found, and how many of them; and the number of characters that were looked at. */
    record Found(Map<String, List<String>> byPlace, long characters) {}

    Found find() throws SQLException, IOException {
        var found = new LinkedHashMap<String, List<String>>();
        var characters = databases(found) + topics(found) + logs(found) + metrics(found);
        return new Found(found, characters);
    }

    private long look(Map<String, List<String>> found, String place, String text) {
        var seen = canaries.in(text);
        if (!seen.isEmpty()) {
            found.computeIfAbsent(place, _ -> new ArrayList<>()).addAll(new HashSet<>(seen));
        }
        return text.length();
    }

    private long databases(Map<String, List<String>> found) throws SQLException {
        var characters = 0L;
        for (var name : List.of("referral", "telemedicine", "staffing", "keycloak", "postgres")) {
            try (var database = superuser(name)) {
                for (var table : ask(database, TABLES)) {
                    for (var row : ask(database, "select t::text from %s t".formatted(table))) {
                        characters += look(found, "database %s, table %s".formatted(name, table), row);
                    }
                }
                if (!name.equals("postgres") && !name.equals("keycloak")) {
                    for (var query : ask(database, "select query from pg_stat_statements")) {
                        characters += look(found, "statements of " + name, query);
                    }
                }
            }
        }
        return characters;
    }

    private static List<String> ask(Connection database, String sql) throws SQLException {
        var rows = new ArrayList<String>();
        try (var statement = database.createStatement();
                var answer = statement.executeQuery(sql)) {
            while (answer.next()) {
                rows.add(String.valueOf(answer.getString(1)));
            }
        }
        return rows;
    }

    Connection superuser(String database) throws SQLException {
        var settings = machine.settings();
        try {
            return DriverManager.getConnection(
                    "jdbc:postgresql://127.0.0.1:%s/%s".formatted(settings.text("postgres.port"), database),
                    PostgresCluster.SUPERUSER,
                    Files.readString(settings.home().resolve("secrets/postgres-superuser"))
                            .strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long topics(Map<String, List<String>> found) {
        var characters = 0L;
        Map<String, Object> properties = Map.of("bootstrap.servers", machine.kafkaServers());
        var bytes = new ByteArrayDeserializer();
        try (var consumer = new KafkaConsumer<byte[], byte[]>(properties, bytes, bytes)) {
            var partitions = consumer.listTopics().values().stream()
                    .flatMap(List::stream)
                    .filter(it -> !it.topic().startsWith("__"))
                    .map(it -> new TopicPartition(it.topic(), it.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(it -> consumer.position(it) < ends.get(it))) {
                for (var record : consumer.poll(Duration.ofSeconds(1))) {
                    var place = "topic " + record.topic();
                    characters += look(found, place, text(record.key())) + look(found, place, text(record.value()));
                    for (var header : record.headers()) {
                        characters += look(found, place, header.key() + "=" + text(header.value()));
                    }
                }
            }
        }
        return characters;
    }

    private static String text(byte[] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }

    private long logs(Map<String, List<String>> found) throws IOException {
        var characters = 0L;
        try (var files = Files.walk(machine.settings().logs())) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                characters += look(found, "log " + file.getFileName(), read(file));
            }
        }
        return characters;
    }

    private static String read(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (MalformedInputException _) {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        }
    }

    private long metrics(Map<String, List<String>> found) throws IOException {
        var characters = 0L;
        try (var client = HttpClient.newHttpClient()) {
            for (var service : SERVICES) {
                var address = URI.create("http://127.0.0.1:%s/actuator/prometheus"
                        .formatted(machine.settings().text(service + ".management.port")));
                var answer = client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
                characters += look(found, "metrics of " + service, answer.body());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return characters;
    }
}
