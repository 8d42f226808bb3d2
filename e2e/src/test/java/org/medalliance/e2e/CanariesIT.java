package org.medalliance.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.medalliance.e2e.Canaries.Person;
import org.medalliance.e2e.Door.Call;

/** Two thousand people go through the platform, and nothing that it leaves behind knows who they are. */
class CanariesIT {

    private static final int PEOPLE = 2000;
    private static final int CASES = 240;

    private static final List<String> CLINICS =
            List.of("xianghu", "ruilin", "rentian", "jiubao", "shazhouba", "xiefang", "wuyang", "yeping");

    private static final String PATIENTS = "/api/referral/v1/patients";

    private final Canaries canaries = new Canaries(PEOPLE);
    private final Traces traces = new Traces(Platform.machine(), canaries);
    private final Door gateway = Platform.door();
    private final Door referral = directly("referral");
    private final Door telemedicine = directly("telemedicine");
    private final Cases cases = new Cases(gateway);

    /** Answers to what was wrong: they may not repeat it. */
    private final Queue<String> problems = new ConcurrentLinkedQueue<>();

    @Test
    void nothingThatIsLeftBehindKnowsWhoTheyAre() throws Exception {
        assertThat(Platform.demoExit()).isZero();
        CLINICS.forEach(clinic -> gateway.token(clinic + ".doctor"));
        gateway.token(Cases.OFFICER);

        each(PEOPLE, this::comeThrough);
        awaitEffects();

        assertThat(problems).hasSizeGreaterThan(CASES);
        assertThat(problems.stream().flatMap(it -> canaries.in(it).stream())).isEmpty();
        var found = traces.find();
        assertThat(found.byPlace()).isEmpty();
        assertThat(found.characters()).as("characters looked at").isGreaterThan(3_000_000);
    }

    /** The scan's proof: what is planted in each kind of place is found there. */
    @Test
    void aPlantedCanaryIsFoundWhereverItIs() throws Exception {
        var planted = canaries.people().getLast();
        var log = Platform.machine().settings().logs().resolve("planted.log");
        try (var database = traces.superuser("referral");
                var statement = database.createStatement()) {
            statement.execute("create table planted (text text, bytes bytea)");
            try {
                statement.execute("insert into planted values ('%s', null), (null, convert_to('%s', 'UTF8'))"
                        .formatted(planted.name(), planted.number()));
                plantInTopic(planted.phone());
                Files.writeString(log, "x %s y".formatted(planted.phone()), StandardOpenOption.CREATE);

                var found = traces.find().byPlace();

                assertThat(found.get("database referral, table public.planted"))
                        .contains(planted.name(), planted.number());
                assertThat(found.get("topic planted.v1")).contains(planted.phone());
                assertThat(found.get("log planted.log")).contains(planted.phone());
            } finally {
                statement.execute("drop table planted");
                Files.deleteIfExists(log);
                unplantTopic();
            }
        }
    }

    private void comeThrough(int place) {
        var person = canaries.people().get(place);
        var doctor = CLINICS.get(place % CLINICS.size()) + ".doctor";
        // The gateway counts what each caller asks; every tenth goes that way, the others straight to the service.
        var door = place % 10 == 0 ? gateway : referral;
        var id = patiently(door, Call.post(doctor, PATIENTS, registration(person)))
                .json()
                .path("id")
                .asString();
        if (place < CASES) {
            referred(place, doctor, person, id);
            askedWrongly(doctor, person, id);
        }
    }

    private static String registration(Person person) {
        var sex = (person.number().charAt(16) - '0') % 2 == 1 ? "MALE" : "FEMALE";
        return """
                {"name": "%s", "sex": "%s", "birthDate": "1970-01-%s", "identityKind": "RESIDENT_ID",
                 "residentId": "%s", "phone": "%s", "address": "%s家", "insurance": "RESIDENT"}""".formatted(
                person.name(), sex, person.number().substring(12, 14), person.number(), person.phone(), person.name());
    }

    /** Free text that says who it is, on every way that a case can take. */
    private void referred(int place, String doctor, Person person, String id) {
        var text = "患者%s（%s，电话%s）胸闷三天".formatted(person.name(), person.number(), person.phone());
        var open = patiently(
                        referral,
                        Call.post(doctor, Cases.REFERRALS, cases.submission(id).replace("胸闷三天", text)))
                .json();
        var path = cases.path(open, "");
        var version = open.path("version").asLong();
        switch (place % 3) {
            case 0 -> officer(path + "/consult-first", version, "{\"question\": \"%s\"}".formatted(text));
            case 1 ->
                officer(
                        path + "/decline",
                        version,
                        "{\"reason\": \"NO_CAPACITY\", \"comment\": \"%s\"}".formatted(text));
            default -> accepted(path, version, text);
        }
        patiently(referral, Call.post(doctor, PATIENTS + "/search", """
                {"by": "RESIDENT_ID", "value": "%s"}""".formatted(person.number())));
        patiently(referral, Call.post(doctor, PATIENTS + "/" + id + "/reveal", """
                {"fields": ["NAME", "PHONE"], "purpose": "CONTACT", "explanation": "%s"}""".formatted(text)));
        patiently(telemedicine, Call.post(doctor, "/api/telemedicine/v1/consults", """
                {"patient": {"name": "%s", "sex": "MALE", "birthDate": "1970-01-01"}, "provider": "rj-people-hospital",
                 "specialty": "03.04", "kind": "ADVICE", "priority": "ROUTINE", "question": "%s", "consent": true}""".formatted(person.name(), text)));
    }

    private void accepted(String path, long version, String text) {
        officer(path + "/accept", version, cases.reservation());
        officer(
                path + "/arrive",
                version + 1,
                "{\"at\": \"%s\"}".formatted(Instant.now().minusSeconds(1)));
        officer(path + "/treat", version + 2, "{\"summary\": \"%s\"}".formatted(text));
    }

    private void officer(String path, long version, String json) {
        patiently(referral, Call.post(Cases.OFFICER, path, json).at(version));
    }

    /** Requests that are refused, each with the person in it. */
    private void askedWrongly(String doctor, Person person, String id) {
        for (var call : List.of(
                Call.post(doctor, PATIENTS, registration(person)),
                Call.post(doctor, PATIENTS, registration(person).replace("\"sex\"", "\"%s\"".formatted(person.name()))),
                Call.post(
                        doctor,
                        PATIENTS,
                        registration(person).replace("FEMALE", person.name()).replace("MALE", person.name())),
                Call.post(doctor, PATIENTS, registration(person).replace("1970-01", person.phone())),
                Call.post(
                        doctor,
                        PATIENTS,
                        "{\"name\": \"%s\", \"phone\": \"%s\"".formatted(person.name(), person.phone())),
                Call.post(doctor, Cases.REFERRALS, cases.submission(person.number())),
                Call.post(doctor, Cases.REFERRALS, cases.submission(id).replace("I20.0", person.phone())),
                Call.post(doctor, PATIENTS, registration(person)).keyed(person.name()),
                Call.post(doctor, PATIENTS + "/" + id + "/identify", registration(person)),
                Call.post(
                        doctor,
                        "/api/telemedicine/v1/consults",
                        "{\"patient\": {\"name\": \"%s\"}}".formatted(person.name())))) {
            try {
                var door = call.path().contains("telemedicine") ? telemedicine : referral;
                var reply = door.send(call);
                assertThat(reply.status()).as(call.path()).isBetween(400, 499);
                problems.add(reply.text());
            } catch (IllegalArgumentException _) {
                // The client itself would not send such a header.
            }
        }
    }

    /** Consults that were asked for are opened, and the outbox is empty: all that will be written is written. */
    private void awaitEffects() {
        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            for (var name : List.of("referral", "telemedicine", "staffing")) {
                try (var database = traces.superuser(name);
                        var statement = database.createStatement();
                        var left = statement.executeQuery("select count(*) from outbox where published_at is null")) {
                    left.next();
                    assertThat(left.getLong(1)).isZero();
                }
            }
        });
    }

    private static void each(int count, Consumer<Integer> work) throws Exception {
        try (var threads = Executors.newFixedThreadPool(8)) {
            var running = IntStream.range(0, count)
                    .mapToObj(place -> threads.submit(() -> work.accept(place)))
                    .toList();
            for (var one : running) {
                one.get();
            }
        }
    }

    /** Who asks too much is told so, and comes again. */
    private static Door.Reply patiently(Door door, Call call) {
        var reply = Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(100))
                .pollDelay(Duration.ZERO)
                .until(() -> door.send(call), it -> it.status() != 429);
        if (!reply.isSuccess()) {
            throw new AssertionError("%s: %d %s".formatted(call.path(), reply.status(), reply.text()));
        }
        return reply;
    }

    private Door directly(String service) {
        var machine = Platform.machine();
        return new Door(URI.create("http://127.0.0.1:" + machine.settings().text(service + ".port")), machine.issuer());
    }

    private static void plantInTopic(String text) throws Exception {
        var bytes = new ByteArraySerializer();
        try (var admin = Admin.create(broker())) {
            admin.createTopics(List.of(new NewTopic("planted.v1", 1, (short) 1)))
                    .all()
                    .get();
        }
        try (var producer = new KafkaProducer<>(broker(), bytes, bytes)) {
            producer.send(new ProducerRecord<>(
                            "planted.v1",
                            UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8),
                            text.getBytes(StandardCharsets.UTF_8)))
                    .get();
        }
    }

    private static void unplantTopic() throws Exception {
        try (var admin = Admin.create(broker())) {
            admin.deleteTopics(List.of("planted.v1")).all().get();
        }
    }

    private static Map<String, Object> broker() {
        return Map.of("bootstrap.servers", Platform.machine().kafkaServers());
    }
}
