package org.medalliance.local.bench;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.medalliance.local.demo.Api;
import org.medalliance.local.demo.Api.Answer;
import org.medalliance.local.demo.People;
import org.medalliance.local.demo.Person;
import org.medalliance.local.edition.DemoRealm;
import org.medalliance.local.process.LocalFailure;
import tools.jackson.databind.json.JsonMapper;

/**
 * An alliance that exists for measuring alone ({@value #NAME}), beside the demo's. Its directory, rosters, beds, slots
 * and visiting days come over the topics, as from the other services, which need not run; its cases through the API.
 */
final class BenchAlliance {

    static final String NAME = "bench";

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private static final int DOCTORS = 4;

    private final String kafka;
    private final DemoRealm realm;
    private final Api api;
    private final People people;
    private final PrintStream words;

    /** @param api straight to the referral service */
    BenchAlliance(String kafka, DemoRealm realm, Api api, People people, PrintStream words) {
        this.kafka = kafka;
        this.realm = realm;
        this.api = api;
        this.people = people;
        this.words = words;
    }

    /** Who ask, each at a clinic of their own. */
    List<Person> doctors() {
        return IntStream.range(0, DOCTORS)
                .mapToObj(it -> people.person("bench.doctor" + it))
                .toList();
    }

    /** @return open cases, and some of them with a bed kept */
    List<Answer> fill(int cases, int accepted) {
        IntStream.range(0, DOCTORS)
                .forEach(it ->
                        realm.ensureAccount("bench.doctor" + it, NAME, BenchDirectory.clinic(it), "clinic-doctor"));
        realm.ensureAccount("bench.officer", NAME, BenchDirectory.hospital(0), "referral-officer");
        realm.ensureAccount("bench.admin", NAME, BenchDirectory.hospital(0), "alliance-admin");
        tell(new BenchDirectory().rows());
        good(api.as(people.person("bench.admin"))
                .post(
                        "/api/referral/v1/catalogue/diagnoses/import",
                        Map.of(
                                "diagnoses",
                                List.of(Map.of("code", "I10", "name", "原发性高血压", "pinyinInitials", "yfxgxy")))));
        awaitReplicas();
        words.printf("提交 %d 个病例 | submitting %d cases%n", cases, cases);
        var open = submit(cases);
        var officer = people.person("bench.officer");
        return Stream.concat(
                        open.stream()
                                .limit(accepted)
                                .map(it -> good(api.as(officer)
                                        .act(
                                                BenchCases.REFERRALS,
                                                it,
                                                "accept",
                                                Map.of(
                                                        "reservation",
                                                        bed(it.body()
                                                                .at("/destination/department")
                                                                .asString()))))),
                        open.stream().skip(accepted))
                .toList();
    }

    private static Map<String, Object> bed(String department) {
        return Map.of(
                "kind",
                "BED",
                "department",
                department,
                "at",
                Instant.now()
                        .plus(4, ChronoUnit.HOURS)
                        .truncatedTo(ChronoUnit.SECONDS)
                        .toString());
    }

    private void tell(List<BenchDirectory.Row> rows) {
        words.printf("写入主题 %d 条 | telling %d rows%n", rows.size(), rows.size());
        Map<String, Object> settings = Map.of("bootstrap.servers", kafka, "acks", "all");
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            rows.forEach(row -> producer.send(record(row)));
            producer.flush();
        }
    }

    private static ProducerRecord<String, byte[]> record(BenchDirectory.Row row) {
        var record = new ProducerRecord<>(
                row.topic(), NAME + "/" + row.subject(), JsonMapper.shared().writeValueAsBytes(row.data()));
        Map.of(
                        "ce_specversion", "1.0",
                        "ce_id", UUID.randomUUID().toString(),
                        "ce_source", "/bench",
                        "ce_type", row.type(),
                        "ce_subject", row.subject(),
                        "ce_time", Instant.now().toString(),
                        "ce_allianceid", NAME,
                        "ce_sequence", Long.toString(row.sequence()),
                        "content-type", "application/json")
                .forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return record;
    }

    /** Complete when every specialty that is asked for has all that there is for it. */
    private void awaitReplicas() {
        var end = System.nanoTime() + PATIENCE.toNanos();
        var doctor = doctors().getLast();
        while (!BenchDirectory.ASKED.stream().allMatch(it -> isComplete(doctor, it))) {
            if (System.nanoTime() > end) {
                throw new LocalFailure("副本没有到齐 | the replicas have not arrived");
            }
            LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
        }
    }

    private boolean isComplete(Person doctor, String specialty) {
        var answer =
                api.as(doctor).post("/api/referral/v1/options", Map.of("specialty", specialty, "priority", "ROUTINE"));
        var items = answer.body().path("items");
        return items.valueStream()
                                .filter(it -> it.path("beds").isObject()
                                        && it.path("practitioner").isString())
                                .count()
                        == BenchDirectory.HOSPITALS
                && items.valueStream()
                                .filter(it -> it.path("kind").asString().equals("CONSULT"))
                                .count()
                        == BenchDirectory.HOSPITALS;
    }

    /** One patient has at most one open referral of a specialty. */
    private List<Answer> submit(int count) {
        var doctor = people.person("bench.doctor0");
        return IntStream.rangeClosed(0, (count - 1) / BenchDirectory.SPECIALTIES.size())
                .boxed()
                .flatMap(_ -> {
                    var patient = good(api.as(doctor)
                                    .post(
                                            "/api/referral/v1/patients",
                                            Map.of(
                                                    "name", "测量用例",
                                                    "sex", "FEMALE",
                                                    "birthDate", "1970-01-01",
                                                    "identityKind", "UNKNOWN",
                                                    "insurance", "SELF_PAY")))
                            .id();
                    return IntStream.range(0, BenchDirectory.SPECIALTIES.size())
                            .mapToObj(it -> BenchDirectory.department(it))
                            .map(it -> good(api.as(doctor)
                                    .post(
                                            BenchCases.REFERRALS,
                                            BenchCases.submission(patient, BenchDirectory.hospital(0), it))));
                })
                .limit(count)
                .toList();
    }

    /** Withdraws what was opened, and confirms it where a bed was kept; answers how many were left. */
    long empty(List<Answer> cases) {
        var doctor = people.person("bench.doctor0");
        var officer = people.person("bench.officer");
        return cases.stream()
                .filter(it -> {
                    var withdrawn = api.as(doctor)
                            .act(BenchCases.REFERRALS, it, "withdraw", Map.of("reason", "ENTERED_IN_ERROR"));
                    if (withdrawn.isGood() && it.text("state").equals("ACCEPTED")) {
                        api.as(officer).act(BenchCases.REFERRALS, withdrawn, "acknowledge-notice", null);
                    }
                    return !withdrawn.isGood();
                })
                .count();
    }

    private static Answer good(Answer answer) {
        if (!answer.isGood()) {
            throw new LocalFailure("测量的准备失败 | the measurement could not be prepared: " + answer.told());
        }
        return answer;
    }
}
