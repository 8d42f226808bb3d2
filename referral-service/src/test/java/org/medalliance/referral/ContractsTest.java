package org.medalliance.referral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.medalliance.referral.County.BODIES;
import static org.medalliance.referral.County.DOCTOR;
import static org.medalliance.referral.County.OFFICER;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.access.WorkerDatabase;
import org.medalliance.platform.testing.Contracts;
import org.medalliance.platform.testing.ServiceTest;
import org.medalliance.platform.testing.TestEvents;
import org.medalliance.platform.testing.TestTopics;
import org.medalliance.referral.cases.ReferralLifecycle;
import org.medalliance.referral.cases.ReferralLifecycle.State;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

@ServiceTest
class ContractsTest {

    private static final String EVENTS = "referral.events.v1";

    @LocalServerPort
    int port;

    @Autowired
    WorkerDatabase database;

    County county;

    @BeforeEach
    void found() {
        county = new County(port);
        county.found();
    }

    @Test
    void everySchemaIsClosedDescribedAndHasAValidSmallestExample() {
        for (var type : Contracts.types()) {
            var schema = Contracts.document(type);
            assertThat(schema.path("additionalProperties").asBoolean(true))
                    .as(type + " is closed for producers")
                    .isFalse();
            schema.path("properties")
                    .forEach(it -> assertThat(it.path("description").asString(""))
                            .as(type + " describes each field")
                            .isNotBlank());
            assertThat(Contracts.violations(type, Contracts.smallest(type)))
                    .as(type)
                    .isEmpty();
        }
    }

    @Test
    void theEventsDocumentNamesEverySchemaAndWhatARecordReallyBrings() {
        var document = new YAMLMapper().readTree(Contracts.folder().resolve("asyncapi.yaml"));

        assertThat(document.path("components").path("messages").valueStream().map(it -> it.path("name")
                        .asString()))
                .containsExactlyInAnyOrderElementsOf(Contracts.types());
        document.path("components").path("messages").forEach(it -> assertThat(
                        it.path("payload").path("schema").path("$ref").asString())
                .isEqualTo("./events/" + it.path("name").asString() + ".json"));
        document.path("channels").forEach(channel -> channel.path("messages").forEach(it -> assertThat(
                        document.at(it.path("$ref").asString().substring(1)).isObject())
                .isTrue()));

        county.submitted();
        var record = TestTopics.settled(database, EVENTS).getLast();
        var headers = document.at("/components/messageTraits/CloudEvent/headers");
        headers.path("required").forEach(it -> assertThat(record.headers().lastHeader(it.asString()))
                .as(it.asString())
                .isNotNull());
    }

    @Test
    void aProducerWhoSaysMoreOrLessThanTheContractIsFound() {
        var type = "org.medalliance.referral.accepted.v1";
        assertThat(Contracts.violations(type, with(type, "patientName", "张三"))).isNotEmpty();
        assertThat(Contracts.violations(type, with(type, "priority", "SOON"))).isNotEmpty();
        assertThat(Contracts.violations(type, with(type, "reservedFor", "tomorrow")))
                .isNotEmpty();
        assertThat(Contracts.violations(type, with(type, "referralId", "1"))).isNotEmpty();
        var less = Contracts.smallest(type);
        less.remove("number");
        assertThat(Contracts.violations(type, less)).isNotEmpty();
    }

    @Test
    void everyEventOfEveryWalkKeepsItsContract() {
        everyWalk(county.patient("张三", ResidentNumbers.next()));

        var records = TestTopics.settled(database, EVENTS);

        assertThat(types(records)).isEqualTo(announced());
        records.forEach(it -> Contracts.verify(TestTopics.attribute(it, "type"), it.value()));
    }

    @Test
    void noEventNamesAPersonOrTheirIllness() {
        var name = "欧阳卓玛" + UUID.randomUUID().toString().substring(0, 8);
        var number = ResidentNumbers.next();
        everyWalk(county.patient(name, number));

        var canaries = List.of(
                name,
                number,
                "10020001234",
                "红都大道",
                "1960-01-01",
                "胸闷",
                "心绞痛",
                "I20",
                "今日无床",
                "是否需要转院",
                "症状加重",
                "支架植入");
        for (var record : TestTopics.settled(database, EVENTS)) {
            var bytes = text(record);
            assertThat(canaries.stream().filter(bytes::contains))
                    .as(TestTopics.attribute(record, "type"))
                    .isEmpty();
        }
    }

    @Test
    void theSmallestEventsOfTheOthersAreRead() {
        var consulting = county.at(State.CONSULTING);
        var consult = UUID.randomUUID().toString();
        telemedicine(consulting, consult, 1, "consult-opened");
        telemedicine(consulting, consult, 2, "consult-ended");
        county.until(consulting, State.SUBMITTED);

        var asked = county.at(State.CONSULTING);
        var other = UUID.randomUUID().toString();
        telemedicine(asked, other, 1, "consult-opened");
        telemedicine(asked, other, 2, "opinion-signed");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> county.timeline(asked).contains("OPINION_SIGNED"));

        read("directory.institutions.v1", "org.medalliance.directory.institution.v1", "id", "institution");
        read("directory.practitioners.v1", "org.medalliance.directory.practitioner.v1", "id", "practitioner");
        read("directory.rosters.v1", "org.medalliance.directory.roster.v1", "id", "roster");
        read("telemedicine.slots.v1", "org.medalliance.telemedicine.slots.v1", "provider", "consult_slots");
        var day = UUID.randomUUID().toString();
        staffing(day, 1, "visiting-day-published");
        await().atMost(Duration.ofSeconds(30)).until(() -> rows("visiting_day", "id::text", day, "not cancelled") == 1);
        staffing(day, 2, "visiting-day-cancelled");
        await().atMost(Duration.ofSeconds(30)).until(() -> rows("visiting_day", "id::text", day, "cancelled") == 1);
        assertThat(rows("dead_letter", "consumer", "referral-service", "true")).isZero();
    }

    private void telemedicine(JsonNode referral, String consult, long sequence, String name) {
        var type = "org.medalliance.telemedicine." + name + ".v1";
        var data = with(type, "consultId", consult);
        data.put("referralId", County.id(referral));
        if (name.equals("consult-opened")) {
            data.put("referralVersion", referral.path("version").asLong());
        }
        Contracts.verify(type, data.toString().getBytes(StandardCharsets.UTF_8));
        TestEvents.send("telemedicine.events.v1", type, County.ALLIANCE, consult, sequence, data.toString());
    }

    private void staffing(String day, long sequence, String name) {
        var type = "org.medalliance.staffing." + name + ".v1";
        var data = with(type, "visitingDayId", day);
        TestEvents.send("staffing.events.v1", type, County.ALLIANCE, day, sequence, data.toString());
    }

    /** Each row of a compacted topic is read into its replica. */
    private void read(String topic, String type, String field, String table) {
        var id = "x-" + UUID.randomUUID().toString().substring(0, 8);
        TestEvents.send(
                topic, type, County.ALLIANCE, id, 1, with(type, field, id).toString());
        await().atMost(Duration.ofSeconds(30)).until(() -> rows(table, field, id, "true") == 1);
    }

    private long rows(String table, String column, String value, String condition) {
        var count = database.sql("select count(*) from %s where %s = :value and %s".formatted(table, column, condition))
                .bind("value", value)
                .map(row -> row.get(0, Long.class))
                .one()
                .block();
        return count == null ? 0 : count;
    }

    /** Every action of the table at least once, for one patient. */
    private void everyWalk(UUID patient) {
        var kept = consulting(patient);
        county.opinion(kept, county.opened(kept), "TREAT_LOCALLY");
        var objected =
                county.act(DOCTOR, county.until(kept, State.KEPT_LOCAL_PENDING_ACK), "object", BODIES.get("object"));
        county.act(DOCTOR, objected, "withdraw", BODIES.get("withdraw"));

        var ended = consulting(patient);
        var consult = county.opened(ended);
        county.ended(ended, consult);
        var resumed = county.until(ended, State.SUBMITTED);
        var again = county.act(OFFICER, resumed, "consult-first", BODIES.get("consult-first"));
        var back = county.act(OFFICER, again, "resume", null);
        var declined = county.act(OFFICER, back, "decline", BODIES.get("decline"));
        county.act(DOCTOR, declined, "acknowledge", null);

        var accepted = county.act(OFFICER, county.submitted(patient), "accept", County.reservation());
        var arrived = county.act(OFFICER, accepted, "arrive", BODIES.get("arrive"));
        var treated = county.act(OFFICER, arrived, "treat", BODIES.get("treat"));
        county.act(DOCTOR, treated, "acknowledge-outcome", null);
    }

    private JsonNode consulting(UUID patient) {
        return county.act(OFFICER, county.submitted(patient), "consult-first", BODIES.get("consult-first"));
    }

    private static Set<String> types(List<ConsumerRecord<String, byte[]>> records) {
        return records.stream().map(it -> TestTopics.attribute(it, "type")).collect(Collectors.toSet());
    }

    private static Set<String> announced() {
        return ReferralLifecycle.rules().stream()
                .map(it -> it.announces())
                .filter(it -> it != null)
                .collect(Collectors.toSet());
    }

    private static ObjectNode with(String type, String field, String value) {
        return Contracts.smallest(type).put(field, value);
    }

    /** Key, headers and value, as they lie on the disk of the broker. */
    private static String text(ConsumerRecord<String, byte[]> record) {
        return Stream.concat(
                        Stream.of(record.key(), new String(record.value(), StandardCharsets.UTF_8)),
                        Stream.of(record.headers().toArray())
                                .map(it -> it.key() + "=" + new String(it.value(), StandardCharsets.UTF_8)))
                .collect(Collectors.joining("\n"));
    }
}
