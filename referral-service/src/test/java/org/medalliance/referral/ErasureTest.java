package org.medalliance.referral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.medalliance.referral.County.ADMIN;
import static org.medalliance.referral.County.ALLIANCE;
import static org.medalliance.referral.County.AUDITOR;
import static org.medalliance.referral.County.DOCTOR;
import static org.medalliance.referral.County.OFFICER;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.access.WorkerDatabase;
import org.medalliance.platform.retention.Erasable;
import org.medalliance.platform.testing.ServiceTest;
import org.medalliance.platform.testing.TestIdentityProvider.Person;
import org.medalliance.referral.cases.ReferralLifecycle.State;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import org.springframework.transaction.reactive.TransactionalOperator;
import tools.jackson.databind.JsonNode;

/** What is over is erased and stays to be counted; what the law wants kept is kept to the day. */
@ServiceTest
class ErasureTest {

    private static final String PATIENTS = "/api/referral/v1/patients/";
    private static final Scope SCOPE = new Scope(ALLIANCE);
    private static final Period YEARS_15 = Period.ofYears(15);
    private static final Period YEARS_30 = Period.ofYears(30);

    @LocalServerPort
    int port;

    @Autowired
    WorkerDatabase database;

    @Autowired
    List<Erasable> erasables;

    @Autowired
    TransactionalOperator transaction;

    @Autowired
    Clock clock;

    County county;
    private Map<String, Erasable> byName;

    @BeforeEach
    void found() {
        county = new County(port);
        county.found();
        byName = erasables.stream().collect(Collectors.toMap(Erasable::name, Function.identity()));
    }

    private List<UUID> erase(String name, Instant before) {
        return byName.get(name)
                .erase(SCOPE, before, 200)
                .as(transaction::transactional)
                .contextWrite(SCOPE.carried())
                .block();
    }

    private Instant ago(Period period) {
        return clock.instant().atZone(ZoneId.of("Asia/Shanghai")).minus(period).toInstant();
    }

    private void age(JsonNode referral, Instant movedAt) {
        update("update referral set moved_at = :at where id = :id", County.id(referral), movedAt);
    }

    private void registered(UUID patient, Instant at) {
        update("update patient set registered_at = :at where id = :id", patient.toString(), at);
    }

    private void update(String sql, String id, Instant at) {
        database.sql(sql)
                .bind("id", UUID.fromString(id))
                .bind("at", at)
                .fetch()
                .rowsUpdated()
                .block();
    }

    private long count(String sql, Object id) {
        return database.sql("select count(*) from " + sql)
                .bind("id", UUID.fromString(id.toString()))
                .map(row -> row.get(0, Long.class))
                .one()
                .block();
    }

    private static UUID patientOf(JsonNode referral) {
        return UUID.fromString(referral.path("patient").path("id").asString());
    }

    @Test
    void aDraftIsGoneAfterThirtyDaysAndNothingThatWasSentIs() {
        var old = county.draft();
        var young = county.draft();
        var sent = county.submitted();
        var border = ago(byName.get("drafts").keeping().usual());
        age(old, border.minusMillis(1));
        age(young, border);
        age(sent, border.minusMillis(1));

        assertThat(byName.get("drafts").keeping().usual()).isEqualTo(Period.ofDays(30));
        assertThat(erase("drafts", border)).containsExactly(UUID.fromString(County.id(old)));

        assertThat(county.get(DOCTOR, County.path(old))
                        .expectBody()
                        .returnResult()
                        .getStatus()
                        .value())
                .isEqualTo(404);
        assertThat(count("case_party where case_id = :id", County.id(old))).isZero();
        assertThat(county.referral(DOCTOR, young).path("state").asString()).isEqualTo("DRAFT");
        assertThat(county.referral(DOCTOR, sent).path("state").asString()).isEqualTo("SUBMITTED");
    }

    @Test
    void aReferralIsKeptFifteenYearsToTheMomentAndThenLosesWhatIsClinical() {
        var over = county.at(State.CLOSED);
        var kept = county.at(State.WITHDRAWN);
        var open = county.at(State.ARRIVED);
        var border = ago(YEARS_15);
        age(over, border.minusMillis(1));
        age(kept, border);
        age(open, border.minus(Duration.ofDays(100)));

        assertThat(erase("closed-referrals", border))
                .contains(UUID.fromString(County.id(over)))
                .doesNotContain(UUID.fromString(County.id(kept)), UUID.fromString(County.id(open)));

        var erased = county.referral(DOCTOR, over);
        assertThat(erased.path("details").path("clinical").isMissingNode()
                        || erased.path("details").path("clinical").isNull())
                .isTrue();
        assertThat(erased.toString()).doesNotContain("反复胸闷三天", "不稳定型心绞痛");
        assertThat(erased.path("number")).isEqualTo(over.path("number"));
        assertThat(erased.path("state").asString()).isEqualTo("CLOSED");
        assertThat(erased.path("availableActions")).isEmpty();
        assertThat(county.timeline(over)).containsExactly("SUBMIT", "DECLINE", "ACKNOWLEDGE", "ERASED");
        assertThat(count("referral where id = :id and details is null and person is null", County.id(over)))
                .isEqualTo(1);
        assertThat(county.ok(county.get(OFFICER, "/api/referral/v1/referrals?side=DESTINATION&limit=200"))
                        .path("items")
                        .valueStream())
                .anyMatch(it -> County.id(it).equals(County.id(over)));
        assertThat(county.referral(DOCTOR, kept)
                        .path("details")
                        .path("clinical")
                        .path("summary")
                        .asString())
                .isEqualTo("反复胸闷三天");
        assertThat(erase("closed-referrals", border)).doesNotContain(UUID.fromString(County.id(over)));
    }

    @Test
    void whoCameAgainOrLayInHospitalIsKeptLonger() {
        var again = county.at(State.CLOSED);
        age(again, ago(YEARS_15).minusSeconds(1));
        county.submitted(patientOf(again));
        var stay = county.act(DOCTOR, county.at(State.TREATED), "acknowledge-outcome", null);
        age(stay, ago(YEARS_15).minusSeconds(1));

        assertThat(erase("closed-referrals", ago(YEARS_15)))
                .doesNotContain(UUID.fromString(County.id(again)), UUID.fromString(County.id(stay)));
        assertThat(erase("closed-inpatient-referrals", ago(YEARS_30))).doesNotContain(UUID.fromString(County.id(stay)));

        age(stay, ago(YEARS_30).minusSeconds(1));
        assertThat(erase("closed-referrals", ago(YEARS_15))).doesNotContain(UUID.fromString(County.id(stay)));
        assertThat(erase("closed-inpatient-referrals", ago(YEARS_30))).contains(UUID.fromString(County.id(stay)));
    }

    @Test
    void aPatientGoesWithTheLastCaseAndTheRecordThatWasMergedGoesAlong() {
        var number = ResidentNumbers.next();
        var real = county.patient("程灵素", number);
        var pointer = county.patient();
        var merged =
                county.ok(county.post(DOCTOR, PATIENTS + pointer + "/merge", 1L, "{\"into\": \"%s\"}".formatted(real)));
        assertThat(merged.path("mergedInto").asString()).isEqualTo(real.toString());
        var referral = county.act(DOCTOR, county.submitted(real), "withdraw", Requests.of("withdraw"));
        var border = ago(YEARS_15);
        registered(real, border.minusSeconds(10));
        registered(pointer, border.minusSeconds(10));
        age(referral, border.minusSeconds(5));

        assertThat(erase("patients-without-cases", border))
                .as("while the case is readable, so is its patient")
                .doesNotContain(real, pointer);
        erase("closed-referrals", border);
        assertThat(erase("patients-without-cases", border)).contains(real, pointer);

        var erased = county.ok(county.get(DOCTOR, PATIENTS + real));
        assertThat(erased.path("name").asString()).isEmpty();
        assertThat(erased.path("birthDate").isNull() || erased.path("birthDate").isMissingNode())
                .isTrue();
        assertThat(erased.path("erasedAt").asString()).isNotEmpty();
        assertThat(county.referral(DOCTOR, referral)
                        .path("patient")
                        .path("name")
                        .asString())
                .isEmpty();
        assertThat(searched("{\"by\": \"RESIDENT_ID\", \"value\": \"%s\"}".formatted(number)))
                .isEmpty();
        assertThat(searched("{\"by\": \"NAME_PREFIX\", \"value\": \"程灵\"}"))
                .doesNotContain(real.toString(), pointer.toString());
        assertThat(count(
                        "patient where id = :id and (personal, identity_index, phone_index, name_index, person) is null"
                                + " and name_prefixes is null and sex = 'MALE'",
                        real))
                .isEqualTo(1);
        assertThat(code(county.post(DOCTOR, "/api/referral/v1/referrals", null, Requests.submission(real)), 404))
                .endsWith(":unknown");
        assertThat(code(
                        county.post(
                                DOCTOR,
                                PATIENTS + real + "/reveal",
                                null,
                                "{\"fields\": [\"NAME\"], \"purpose\": \"CONTACT\", \"explanation\": \"随访\"}"),
                        409))
                .endsWith(":patient-erased");
        // The person may come again, and is somebody new.
        assertThat(county.patient("程灵素", number)).isNotEqualTo(real);
    }

    private List<String> searched(String by) {
        return county.ok(county.post(DOCTOR, PATIENTS + "search", null, by))
                .path("items")
                .valueStream()
                .map(County::id)
                .toList();
    }

    @Test
    void whileSomebodyIsBeingSentTheyAreNotErasedAndWhoIsErasedIsNotSent() {
        for (int round = 0; round < 12; round++) {
            var patient = county.patient();
            registered(patient, ago(YEARS_15).minusSeconds(1));
            var sent = CompletableFuture.supplyAsync(
                    () -> county.post(DOCTOR, "/api/referral/v1/referrals", null, Requests.submission(patient))
                            .expectBody()
                            .returnResult()
                            .getStatus()
                            .value());
            var erased = CompletableFuture.supplyAsync(() -> erase("patients-without-cases", ago(YEARS_15)));
            var answer = sent.join();
            assertThat(answer).isEqualTo(erased.join().contains(patient) ? 404 : 201);
        }
    }

    @Test
    void twoInstancesShareTheRowsAndEraseEachOnce() {
        var one = County.id(county.at(State.CLOSED));
        var border = ago(YEARS_30).minus(Duration.ofDays(3650));
        database.sql("""
                        insert into referral (id, alliance_id, version, number, direction, priority, pathway, specialty,
                                              patient_id, origin_institution, destination_institution,
                                              destination_department, state, details, synthetic, submitted_at, since,
                                              moved_at, inpatient)
                        select gen_random_uuid(), alliance_id, 1, number || '-' || n, direction, priority, pathway,
                               specialty, cast(:patient as uuid), origin_institution,
                               destination_institution, destination_department, state, details, false, submitted_at,
                               since, :at, false
                          from referral, generate_series(1, 450) n
                         where referral.id = cast(:id as uuid)""")
                .bind("id", one)
                .bind("patient", county.patient().toString())
                .bind("at", border.minusSeconds(1))
                .then()
                .block();

        var erased = IntStream.range(0, 2)
                .mapToObj(_ -> CompletableFuture.supplyAsync(() -> {
                    var mine = new ArrayList<UUID>();
                    List<UUID> batch;
                    do {
                        batch = erase("closed-referrals", border);
                        mine.addAll(batch);
                    } while (!batch.isEmpty());
                    return mine;
                }))
                .toList()
                .stream()
                .flatMap(it -> it.join().stream())
                .toList();

        assertThat(erased).hasSizeGreaterThanOrEqualTo(450);
        assertThat(new HashSet<>(erased)).hasSameSizeAs(erased);
    }

    @Test
    void theOfficeErasesOnRequestWhenTheDutyToKeepIsOverAndIsToldTheDateWhileItRuns() {
        var referral = county.act(DOCTOR, county.at(State.TREATED), "acknowledge-outcome", null);
        var patient = patientOf(referral);
        age(referral, Instant.parse("2020-02-10T04:00:00Z"));
        assertThat(code(county.get(ADMIN, PATIENTS + patient), 403))
                .as("the office reads no patients, and so knows no version")
                .endsWith(":role-missing");

        var refused = county.body(erasure(
                ADMIN, patient, null, "PATIENT_REQUEST", UUID.randomUUID().toString()));
        assertThat(refused.path("type").asString()).endsWith(":patient-kept");
        assertThat(refused.path("detail").asString()).contains("2050-02-10");
        assertThat(code(erasure(ADMIN, patient, null, "REGISTERED_IN_ERROR", key()), 409))
                .as("who has a case was no error")
                .endsWith(":patient-kept");

        age(referral, ago(YEARS_30).minusSeconds(1));
        var done = county.ok(erasure(ADMIN, patient, null, "PATIENT_REQUEST", key()));
        assertThat(done.path("erasedAt").asString()).isNotEmpty();
        assertThat(county.referral(OFFICER, referral).toString()).doesNotContain("支架植入", "反复胸闷");
    }

    @Test
    void aRecordThatWasAnErrorIsErasedAtOnceOnceAndAudited() {
        var patient = county.patient();
        assertThat(code(erasure(ADMIN, patient, null, "PATIENT_REQUEST", key()), 409))
                .endsWith(":patient-kept");
        assertThat(code(erasure(ADMIN, patient, 7L, "REGISTERED_IN_ERROR", key()), 412))
                .as("who names a version means it")
                .endsWith(":stale");
        for (var person : List.of(DOCTOR, OFFICER, AUDITOR)) {
            assertThat(code(erasure(person, patient, null, "REGISTERED_IN_ERROR", key()), 403))
                    .isNotEmpty();
        }
        assertThat(code(erasure(ADMIN.in("other-county"), patient, null, "REGISTERED_IN_ERROR", key()), 404))
                .endsWith(":unknown");

        var key = key();
        var first = county.ok(erasure(ADMIN, patient, null, "REGISTERED_IN_ERROR", key));
        assertThat(county.ok(erasure(ADMIN, patient, null, "REGISTERED_IN_ERROR", key)))
                .isEqualTo(first);
        assertThat(county.ok(erasure(ADMIN, patient, null, "REGISTERED_IN_ERROR", key()))
                        .path("version")
                        .asLong())
                .isEqualTo(2);
        assertThat(county.ok(county.get(AUDITOR, "/api/referral/v1/audit/access-report?limit=200&caseId=" + patient))
                        .path("items")
                        .valueStream()
                        .filter(it -> it.path("action").asString().equals("erasePatient"))
                        .filter(it -> it.path("outcome").asString().equals("DONE")))
                .hasSize(2);
    }

    @Test
    void whoHasAnOpenCaseOrPointsElsewhereIsNotErased() {
        var open = county.submitted();
        age(open, ago(YEARS_30).minusSeconds(1));
        assertThat(code(erasure(ADMIN, patientOf(open), null, "PATIENT_REQUEST", key()), 409))
                .endsWith(":patient-in-care");

        var real = county.patient("程英", ResidentNumbers.next());
        var pointer = county.patient();
        county.ok(county.post(DOCTOR, PATIENTS + pointer + "/merge", 1L, "{\"into\": \"%s\"}".formatted(real)));
        assertThat(code(erasure(ADMIN, pointer, null, "REGISTERED_IN_ERROR", key()), 409))
                .endsWith(":patient-merged");
        county.ok(erasure(ADMIN, real, null, "REGISTERED_IN_ERROR", key()));
        assertThat(county.ok(county.get(DOCTOR, PATIENTS + pointer))
                        .path("erasedAt")
                        .asString())
                .isNotEmpty();
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }

    private ResponseSpec erasure(Person by, UUID patient, Long version, String reason, String key) {
        return county.post(by, PATIENTS + patient + "/erase", version, "{\"reason\": \"%s\"}".formatted(reason), key);
    }

    private String code(ResponseSpec answer, int status) {
        var result = answer.expectBody(JsonNode.class).returnResult();
        assertThat(result.getStatus().value())
                .as(String.valueOf(result.getResponseBody()))
                .isEqualTo(status);
        return result.getResponseBody().path("type").asString();
    }
}
