package org.medalliance.referral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.medalliance.referral.County.DOCTOR;
import static org.medalliance.referral.County.OFFICER;
import static org.medalliance.referral.County.STRANGER;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
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

    /** A care package as a compact JWE whose content was encrypted for the recipient's key. */
    private static final Pattern SEALED = Pattern.compile("\"eyJ[\\w-]+\\.[\\w-]*\\.[\\w-]+\\.[\\w-]+\\.[\\w-]+\"");

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
            var bytes = legible(record);
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
        read("directory.beds.v1", "org.medalliance.directory.beds.v1", "institution", "bed_board");
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

    /** Every event of the tables at least once, most of them for one patient. */
    private void everyWalk(UUID patient) {
        consults(patient);
        appeals(patient);
        journeys(patient);
        nobodyCame(patient);
        emergencies();
        home();
    }

    private void consults(UUID patient) {
        var kept = consulting(patient);
        county.opinion(kept, county.opened(kept), "TREAT_LOCALLY");
        var objected = county.act(DOCTOR, county.until(kept, State.KEPT_LOCAL_PENDING_ACK), "object");
        county.act(DOCTOR, objected, "withdraw");

        var ended = consulting(patient);
        county.ended(ended, county.opened(ended));
        var again = county.act(OFFICER, county.until(ended, State.SUBMITTED), "consult-first");
        county.act(DOCTOR, county.act(OFFICER, again, "resume"), "withdraw");
    }

    private void appeals(UUID patient) {
        var declined = county.act(OFFICER, county.submitted(patient), "decline");
        county.ok(county.post(DOCTOR, County.path(declined) + "/thread", null, "{\"text\": \"胸闷加重\"}"));
        var appealed = county.act(DOCTOR, declined, "appeal");
        var second = county.act(County.SECOND_OFFICER, appealed, "decline");
        county.act(DOCTOR, second, "acknowledge");
    }

    private void journeys(UUID patient) {
        var asked = county.act(OFFICER, county.submitted(patient), "ask");
        var forwarded = county.act(OFFICER, county.act(DOCTOR, asked, "answer"), "forward");
        var accepted = county.act(OFFICER, county.act(OFFICER, forwarded, "undo"), "accept");
        var changed = county.act(OFFICER, accepted, "change-reservation");
        var noticed = county.act(DOCTOR, changed, "acknowledge-notice");
        var diverted = county.act(OFFICER, county.act(DOCTOR, noticed, "depart"), "divert");
        var there = county.act(STRANGER, diverted, "accept");
        var arrived = county.act(STRANGER, county.act(DOCTOR, there, "raise-priority"), "arrive");
        var discharged = county.act(STRANGER, county.act(STRANGER, arrived, "admit"), "discharge");
        county.act(DOCTOR, discharged, "acknowledge-outcome");

        county.act(DOCTOR, county.act(OFFICER, county.at(State.ARRIVED), "leave-network"), "acknowledge-outcome");
        county.act(OFFICER, county.at(State.ARRIVED), "treat");
        county.act(DOCTOR, county.act(DOCTOR, county.draft(), "submit"), "record-death");
        county.act(DOCTOR, county.draft(), "take-option");
    }

    private void nobodyCame(UUID patient) {
        var missing = county.notArrived(county.act(OFFICER, county.submitted(patient), "accept"));
        county.act(DOCTOR, county.notArrived(county.act(DOCTOR, missing, "reinstate")), "give-up");
    }

    private void emergencies() {
        var redirected = county.act(County.LEAD, county.ringing(), "redirect");
        var heard = county.act(STRANGER, redirected, "acknowledge-ring-down");
        county.act(DOCTOR, heard, "stamp-node");

        var unheard = county.ringing();
        county.due(unheard, "ring-next");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> county.timeline(unheard).contains("RING_NEXT"));
    }

    private void home() {
        var asked = county.act(DOCTOR, county.proposed(), "ask");
        var declined = county.act(DOCTOR, county.act(OFFICER, asked, "answer"), "decline-return");
        var accepted = county.act(DOCTOR, county.act(OFFICER, declined, "re-propose"), "accept-return");
        var seen = county.act(DOCTOR, county.act(DOCTOR, accepted, "arrive"), "record-follow-up");
        var done = county.act(DOCTOR, county.act(DOCTOR, seen, "complete-task"), "finish");
        county.act(OFFICER, done, "acknowledge-outcome");

        county.act(OFFICER, county.downAt(State.GIVEN_UP_PENDING_ACK), "acknowledge");
        county.downAt(State.RECALLED);
    }

    private JsonNode consulting(UUID patient) {
        return county.act(OFFICER, county.submitted(patient), "consult-first");
    }

    private static Set<String> types(List<ConsumerRecord<String, byte[]>> records) {
        return records.stream().map(it -> TestTopics.attribute(it, "type")).collect(Collectors.toSet());
    }

    private static Set<String> announced() {
        return Stream.concat(ReferralLifecycle.events(), Stream.of("org.medalliance.referral.thread-message.v1"))
                .collect(Collectors.toSet());
    }

    private static ObjectNode with(String type, String field, String value) {
        return Contracts.smallest(type).put(field, value);
    }

    /**
     * Key, headers and value, as they lie on the disk of the broker, but for what is sealed: three letters stand in a
     * ciphertext by chance, once in a few hundred.
     */
    private static String legible(ConsumerRecord<String, byte[]> record) {
        return SEALED.matcher(Stream.concat(
                                Stream.of(record.key(), new String(record.value(), StandardCharsets.UTF_8)),
                                Stream.of(record.headers().toArray())
                                        .map(it -> it.key() + "=" + new String(it.value(), StandardCharsets.UTF_8)))
                        .collect(Collectors.joining("\n")))
                .replaceAll("(sealed)");
    }
}
