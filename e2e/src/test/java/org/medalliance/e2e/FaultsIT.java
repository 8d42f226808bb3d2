package org.medalliance.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.medalliance.e2e.Door.Call;

/** Processes are killed without warning while clinics refer: nothing acknowledged is lost, nothing happens twice. */
class FaultsIT {

    private static final int SUBMISSIONS = 500;

    private final Cases cases = new Cases(Platform.door());

    @Test
    void whateverIsKilledDuringFiveHundredSubmissionsEachAcknowledgedOneStaysAndTakesEffectOnce() throws SQLException {
        assertThat(Platform.demoExit()).isZero();
        var patients = new ArrayList<String>();
        for (int i = 0; i < SUBMISSIONS; i++) {
            patients.add(cases.newPatient());
        }
        var acknowledged = new ConcurrentLinkedQueue<String>();
        var failures = new ConcurrentLinkedQueue<Throwable>();
        var victims = List.of("referral-service", "kafka", "postgres", "telemedicine-service");

        var clinics = Executors.newFixedThreadPool(8);
        try {
            for (var patient : patients) {
                CompletableFuture.supplyAsync(() -> submitAndAskForConsult(patient), clinics)
                        .whenComplete((referral, failure) -> Optional.ofNullable(failure)
                                .ifPresentOrElse(failures::add, () -> acknowledged.add(referral)));
            }
            for (int i = 1; i <= victims.size(); i++) {
                awaitAnswers(acknowledged, i * SUBMISSIONS / (victims.size() + 1), failures);
                kill(victims.get(i - 1));
            }
            awaitAnswers(acknowledged, SUBMISSIONS, failures);
        } finally {
            clinics.shutdownNow();
        }

        assertThat(acknowledged).hasSize(SUBMISSIONS).doesNotHaveDuplicates();
        var ids = Set.copyOf(acknowledged);
        assertThat(column("referral-service", "select id::text from referral")).containsAll(ids);
        awaitConsults(ids);
        assertThat(consultsPerReferral(ids).values()).containsOnly(1);
        assertThat(outOfOrder(ids)).isEmpty();
    }

    /** A submission and a move that opens a consult in the other service: two events of one case. */
    private String submitAndAskForConsult(String patient) {
        var referral = cases.submitThroughFaults(patient);
        var ask = Call.post(Cases.OFFICER, cases.path(referral, "consult-first"), "{\"question\": \"是否需要转院?\"}")
                .at(referral.path("version").asLong());
        cases.throughFaults(ask);
        return referral.path("id").asString();
    }

    private static void awaitAnswers(Collection<String> acknowledged, int many, Collection<Throwable> failures) {
        Awaitility.await(many + " answers")
                .atMost(Duration.ofMinutes(4))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> acknowledged.size() >= many || !failures.isEmpty());
        assertThat(failures).isEmpty();
    }

    private static void kill(String process) {
        var victim = Platform.machine().process(process);
        victim.awaitReady(Duration.ofMinutes(2));
        victim.kill9();
    }

    private static void awaitConsults(Set<String> referrals) {
        Awaitility.await("a consult for each referral")
                .atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> assertThat(consultsPerReferral(referrals)).containsOnlyKeys(referrals));
    }

    private static Map<String, Integer> consultsPerReferral(Set<String> referrals) throws SQLException {
        var counts = new HashMap<String, Integer>();
        for (var id :
                column("telemedicine-service", "select referral_id::text from consult where referral_id is not null")) {
            if (referrals.contains(id)) {
                counts.merge(id, 1, Integer::sum);
            }
        }
        return counts;
    }

    private static List<String> column(String service, String sql) throws SQLException {
        var database = Platform.machine().database(service);
        try (var connection = DriverManager.getConnection(
                        database.jdbcUrl(), database.workerName(), database.workerPassword());
                var rows = connection.createStatement().executeQuery(sql)) {
            var values = new ArrayList<String>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }

    /** Events of one case whose sequence is not one more than the one before it; repeated ones do not count. */
    private static List<String> outOfOrder(Set<String> referrals) {
        var wrong = new ArrayList<String>();
        var last = new HashMap<String, Long>();
        var seen = new HashSet<String>();
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", Platform.machine().kafkaServers()),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor("referral.events.v1").stream()
                    .map(it -> new TopicPartition(it.topic(), it.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(it -> consumer.position(it) < ends.get(it))) {
                for (var record : consumer.poll(Duration.ofSeconds(1))) {
                    var id = header(record, "ce_id");
                    var subject = header(record, "ce_subject");
                    if (!referrals.contains(subject) || !seen.add(id)) {
                        continue;
                    }
                    var sequence = Long.parseLong(header(record, "ce_sequence"));
                    var before = last.put(subject, sequence);
                    if (before != null && sequence <= before) {
                        wrong.add("%s: %d after %d".formatted(subject, sequence, before));
                    }
                }
            }
        }
        assertThat(last.keySet()).containsAll(referrals);
        return wrong;
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
