package org.medalliance.referral.thread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.medalliance.referral.County.ADMIN;
import static org.medalliance.referral.County.ALLIANCE;
import static org.medalliance.referral.County.DOCTOR;
import static org.medalliance.referral.County.OFFICER;
import static org.medalliance.referral.County.STRANGER;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.access.WorkerDatabase;
import org.medalliance.platform.retention.Erasable;
import org.medalliance.platform.testing.ServiceTest;
import org.medalliance.platform.testing.TestIdentityProvider.Person;
import org.medalliance.platform.testing.TestTopics;
import org.medalliance.referral.County;
import org.medalliance.referral.cases.ReferralLifecycle.State;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ServiceTest
class ThreadTest {

    private static final Person NURSE = Person.of(ALLIANCE, "clinic", "p-other", "clinic-doctor");

    @LocalServerPort
    int port;

    @Autowired
    WorkerDatabase database;

    @Autowired
    List<Erasable> erasables;

    @Autowired
    TransactionalOperator transaction;

    County county;

    @BeforeEach
    void found() {
        county = new County(port);
        county.found();
    }

    private JsonNode write(Person person, JsonNode referral, String text) {
        return county.ok(
                county.post(person, County.path(referral) + "/thread", null, "{\"text\": \"%s\"}".formatted(text)));
    }

    private int tryToWrite(Person person, JsonNode referral) {
        return county.post(person, County.path(referral) + "/thread", null, "{\"text\": \"在吗\"}")
                .expectBody()
                .returnResult()
                .getStatus()
                .value();
    }

    private JsonNode thread(Person person, JsonNode referral) {
        return county.ok(county.get(person, County.path(referral) + "/thread"));
    }

    private JsonNode read(Person person, JsonNode referral, JsonNode message) {
        return county.ok(county.post(
                person,
                County.path(referral) + "/thread/read",
                null,
                "{\"until\": \"%s\"}".formatted(message.path("id").asString())));
    }

    private static List<String> texts(JsonNode thread) {
        return thread.path("items")
                .valueStream()
                .map(it -> it.path("text").asString())
                .toList();
    }

    private static List<Integer> unread(JsonNode thread) {
        return List.of(
                thread.path("unread").path("mine").asInt(-1),
                thread.path("unread").path("here").asInt(-1));
    }

    @Test
    void bothSidesWriteAndSeeWhatTheOtherHasRead() {
        var referral = county.submitted();
        var question = write(OFFICER, referral, "心电图有吗？");
        var answer = write(DOCTOR, referral, "有，已上传。");

        var seen = thread(OFFICER, referral);
        assertThat(texts(seen)).containsExactly("有，已上传。", "心电图有吗？");
        assertThat(seen.path("items").path(0).path("mine").asBoolean()).isFalse();
        assertThat(seen.path("items").path(1).path("mine").asBoolean()).isTrue();
        assertThat(seen.path("items").path(0).path("institution").asString()).isEqualTo("clinic");
        assertThat(unread(seen)).containsExactly(1, 1);
        assertThat(seen.path("readBy")).isEmpty();

        var left = read(OFFICER, referral, answer);

        assertThat(left.path("mine").asInt(-1)).isZero();
        assertThat(unread(thread(OFFICER, referral))).containsExactly(0, 0);
        assertThat(unread(thread(County.SECOND_OFFICER, referral))).containsExactly(2, 0);
        assertThat(thread(DOCTOR, referral).path("readBy").path(0).path("until").asString())
                .isEqualTo(answer.path("writtenAt").asString());
        read(OFFICER, referral, question);
        assertThat(unread(thread(OFFICER, referral))).as("no mark goes back").containsExactly(0, 0);
        assertThat(unread(thread(NURSE, referral))).containsExactly(2, 1);
    }

    @Test
    void theOtherSideIsCalledUntilItHasRead() {
        var referral = county.submitted();
        var message = write(DOCTOR, referral, "患者情况有变");

        assertThat(calls(OFFICER, referral)).containsExactly("referral.thread-destination");
        assertThat(calls(DOCTOR, referral)).isEmpty();
        write(OFFICER, referral, "收到");
        assertThat(calls(DOCTOR, referral)).containsExactly("referral.thread-origin");

        read(OFFICER, referral, message);

        assertThat(calls(OFFICER, referral)).isEmpty();
        assertThat(calls(DOCTOR, referral)).containsExactly("referral.thread-origin");
    }

    private List<String> calls(Person person, JsonNode referral) {
        return county.ok(county.get(person, "/api/referral/v1/attention?limit=200"))
                .path("items")
                .valueStream()
                .filter(it -> it.path("caseId").asString().equals(County.id(referral)))
                .map(it -> it.path("kind").asString())
                .filter(it -> it.contains("thread"))
                .toList();
    }

    @Test
    void pagesFollowOneAnotherWithoutLossOrRepetition() {
        var referral = county.submitted();
        var written = IntStream.range(0, 25).mapToObj(i -> "第" + i + "条").toList();
        written.forEach(text -> write(DOCTOR, referral, text));

        var found = new ArrayList<String>();
        var cursor = "";
        do {
            var page = county.ok(county.get(OFFICER, County.path(referral) + "/thread?limit=10" + cursor));
            found.addAll(texts(page));
            cursor = page.path("next").isNull()
                    ? ""
                    : "&cursor=" + page.path("next").asString();
        } while (!cursor.isEmpty());

        assertThat(found).containsExactlyElementsOf(written.reversed());
    }

    @Test
    void ofManyWhoWriteAtOnceEachHasAPlaceOfItsOwn() {
        var referral = county.submitted();
        Flux.range(0, 24)
                .flatMap(
                        i -> Mono.fromRunnable(() -> write(i % 2 == 0 ? DOCTOR : OFFICER, referral, "第" + i + "条"))
                                .subscribeOn(Schedulers.boundedElastic()),
                        12)
                .then()
                .block();

        var news = TestTopics.settled(database, "referral.events.v1").stream()
                .filter(it -> TestTopics.attribute(it, "type").equals(ThreadCalls.TYPE))
                .filter(it -> new String(it.value(), StandardCharsets.UTF_8).contains(County.id(referral)))
                .toList();
        assertThat(news.stream().map(it -> TestTopics.attribute(it, "sequence")))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 24).mapToObj(String::valueOf).toList());
        var times = news.stream()
                .map(it -> Instant.parse(JsonMapper.shared()
                        .readTree(it.value())
                        .path("writtenAt")
                        .asString()))
                .toList();
        assertThat(times).isSorted().doesNotHaveDuplicates();
        assertThat(new HashSet<>(texts(county.ok(county.get(DOCTOR, County.path(referral) + "/thread?limit=200")))))
                .hasSize(24);
    }

    @Test
    void whoHasNoPartSeesNothingAndAnEmergencyLetsReadOnly() {
        var referral = county.submitted();
        write(DOCTOR, referral, "请尽快");
        county.get(STRANGER, County.path(referral) + "/thread").expectStatus().isNotFound();
        assertThat(tryToWrite(STRANGER, referral)).isEqualTo(404);

        county.ok(county.post(STRANGER, "/api/referral/v1/break-glass", null, """
                {"caseType": "referral", "caseNumber": "%s", "reason": "PATIENT_IS_HERE",
                 "explanation": "患者在我院急诊，需了解经过"}""".formatted(
                        referral.path("number").asString())));

        assertThat(texts(thread(STRANGER, referral))).containsExactly("请尽快");
        assertThat(tryToWrite(STRANGER, referral)).isEqualTo(404);
    }

    @Test
    void whoSentACaseOnReadsOnAndWhoTreatsNobodyDoesNotWrite() {
        var forwarded = county.act(OFFICER, county.submitted(), "forward");
        write(DOCTOR, forwarded, "请问床位？");

        assertThat(texts(thread(OFFICER, forwarded))).containsExactly("请问床位？");
        assertThat(tryToWrite(OFFICER, forwarded)).isEqualTo(403);
        assertThat(tryToWrite(STRANGER, forwarded)).as("who has it now").isEqualTo(201);
        assertThat(tryToWrite(ADMIN.at("clinic"), forwarded)).isEqualTo(403);
    }

    @Test
    void nobodyWritesIntoADraftAndAWeekAfterTheEndTheThreadIsClosed() {
        assertThat(tryToWrite(DOCTOR, county.draft())).isEqualTo(409);
        var closed = county.at(State.CLOSED);
        assertThat(tryToWrite(DOCTOR, closed)).isEqualTo(201);

        database.sql("update referral set since = since - interval '7 days' where id = :id")
                .bind("id", UUID.fromString(County.id(closed)))
                .then()
                .block();

        assertThat(tryToWrite(DOCTOR, closed)).isEqualTo(409);
        assertThat(texts(thread(DOCTOR, closed))).containsExactly("在吗");
    }

    @Test
    void aMessageHasTwoThousandCharactersAndNoMore() {
        var referral = county.submitted();
        write(DOCTOR, referral, "长".repeat(2000));
        county.post(DOCTOR, County.path(referral) + "/thread", null, "{\"text\": \"%s\"}".formatted("长".repeat(2001)))
                .expectStatus()
                .isBadRequest();
    }

    @Test
    void whatIsWrittenStandsSealedAndInNoEvent() {
        var referral = county.submitted();
        write(DOCTOR, referral, "欧阳卓玛明日入院");

        assertThat(stored(referral)).hasSize(1).allSatisfy(it -> assertThat(it).doesNotContain("欧阳"));
        assertThat(TestTopics.settled(database, "referral.events.v1"))
                .noneSatisfy(it -> assertThat(new String(it.value(), StandardCharsets.UTF_8))
                        .contains("欧阳"));
    }

    private List<String> stored(JsonNode referral) {
        return database.sql("select text from thread_message where referral_id = :id")
                .bind("id", UUID.fromString(County.id(referral)))
                .map(row -> row.get(0, String.class))
                .all()
                .collectList()
                .block();
    }

    @Test
    void whatWasWrittenGoesWithItsCase() {
        var closed = county.at(State.CLOSED);
        write(DOCTOR, closed, "谢谢");
        database.sql("update referral set moved_at = '1990-01-01', inpatient = false where id = :id")
                .bind("id", UUID.fromString(County.id(closed)))
                .then()
                .block();
        var scope = new Scope(ALLIANCE);

        var erased = erasables.stream()
                .filter(it -> it.name().equals("closed-referrals"))
                .findFirst()
                .orElseThrow()
                .erase(scope, Instant.parse("1991-01-01T00:00:00Z"), 200)
                .as(transaction::transactional)
                .contextWrite(scope.carried())
                .block();

        assertThat(erased).contains(UUID.fromString(County.id(closed)));
        assertThat(stored(closed)).isEmpty();
        assertThat(texts(thread(DOCTOR, closed))).isEmpty();
    }

    @Test
    void ofTwoAlliancesBothPartiesTalk() {
        var referral = county.submitted();
        database.sql("""
                        update case_party set alliance_id = 'other-county', institution_id = 'city-hospital'
                         where case_id = :id and party = 'DESTINATION'""")
                .bind("id", UUID.fromString(County.id(referral)))
                .then()
                .block();
        var abroad = OFFICER.in("other-county").at("city-hospital");
        write(DOCTOR, referral, "请会诊");
        var answer = write(abroad, referral, "好的");

        assertThat(texts(thread(abroad, referral))).containsExactly("好的", "请会诊");
        assertThat(texts(thread(DOCTOR, referral))).containsExactly("好的", "请会诊");
        assertThat(unread(thread(abroad, referral))).containsExactly(1, 1);
        read(abroad, referral, answer);
        assertThat(unread(thread(abroad, referral))).containsExactly(0, 0);
        county.get(abroad.at("city-clinic"), County.path(referral) + "/thread")
                .expectStatus()
                .isNotFound();
    }
}
