package org.medalliance.referral.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.medalliance.referral.County.ALLIANCE;
import static org.medalliance.referral.County.LEAD;
import static org.medalliance.referral.County.OFFICER;
import static org.medalliance.referral.County.STRANGER;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.access.WorkerDatabase;
import org.medalliance.platform.testing.ServiceTest;
import org.medalliance.platform.testing.TestIdentityProvider.Person;
import org.medalliance.referral.County;
import org.medalliance.referral.Requests;
import org.medalliance.referral.ResidentNumbers;
import org.medalliance.referral.cases.ReferralLifecycle.State;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** One clinic's cases, moved through the API and counted by hand. */
@ServiceTest
class IndicatorTest {

    private static final String NUMBERS = "/api/referral/v1/indicators";

    private static final Person BUREAU = Person.of(ALLIANCE, "bureau", "p-bureau", "bureau-viewer");

    @LocalServerPort
    int port;

    @Autowired
    WorkerDatabase database;

    County county;
    private CountedClinic clinic;
    private Person doctor;

    @BeforeEach
    void found() {
        county = new County(port);
        county.found();
        clinic = new CountedClinic(county, database);
        doctor = clinic.doctor;
    }

    private String period() {
        return "?from=%s&to=%s"
                .formatted(LocalDate.now().minusDays(40), LocalDate.now().plusDays(1));
    }

    private Map<String, JsonNode> numbers(Person person, String more) {
        var found = new LinkedHashMap<String, JsonNode>();
        county.ok(county.get(person, NUMBERS + period() + more))
                .path("items")
                .forEach(it -> found.put(it.path("code").asString(), it));
        return found;
    }

    private static String row(JsonNode it) {
        return "%s %s/%s pending %s lacking %s median %s p90 %s"
                .formatted(
                        it.path("value").isNull()
                                ? it.path("whyNone").asString()
                                : it.path("value").asString(),
                        text(it, "numerator"),
                        text(it, "denominator"),
                        text(it, "pending"),
                        text(it, "notCollected"),
                        text(it, "medianMinutes"),
                        text(it, "p90Minutes"));
    }

    private static String text(JsonNode it, String field) {
        return it.path(field).isNull() ? "-" : it.path(field).asString();
    }

    @Test
    void theNumbersAreWhatOneCountsByHandAndEachIsTheCountOfItsCases() {
        var cases = clinic.walked();

        var mine = numbers(doctor, "");
        var counted = new LinkedHashMap<String, String>();
        mine.forEach((code, it) -> counted.put(code, row(it)));

        assertThat(counted)
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("VOLUME", "14 14/- pending - lacking - median - p90 -"),
                        Map.entry("ACCEPTED_IN_TIME", "85.7 6/7 pending 2 lacking 0 median - p90 -"),
                        Map.entry("TIME_TO_ACCEPTANCE", "35.0 -/6 pending - lacking - median 35.0 p90 55.0"),
                        Map.entry("DECLINED", "9.1 1/11 pending - lacking - median - p90 -"),
                        Map.entry("FORWARDED", "9.1 1/11 pending - lacking - median - p90 -"),
                        Map.entry("NOT_ARRIVED", "16.7 1/6 pending 3 lacking - median - p90 -"),
                        Map.entry("DOWN_RATIO", "0.27 3/11 pending - lacking - median - p90 -"),
                        Map.entry("FOLLOWED_UP_IN_7_DAYS", "50.0 1/2 pending 1 lacking - median - p90 -"),
                        Map.entry("LOOPS_CLOSED", "23.1 3/13 pending - lacking - median - p90 -"),
                        Map.entry("AVOIDED_TRANSFERS", "1 1/2 pending 1 lacking - median - p90 -"),
                        Map.entry("FIRST_CONTACT_TO_ECG", "100.0 1/1 pending - lacking 1 median 8.0 p90 8.0"),
                        Map.entry("DOOR_TO_BALLOON", "0.0 0/1 pending - lacking 0 median 100.0 p90 100.0"),
                        Map.entry("DOOR_TO_NEEDLE", "NOT_COLLECTED -/- pending - lacking 1 median - p90 -")));
        assertThat(groups(mine.get("DECLINED"))).containsExactly("DECLINE_REASON NO_CAPACITY 1");
        assertThat(groups(mine.get("FORWARDED"))).containsExactly("FORWARD_REASON NO_CAPACITY 1");
        assertThat(groups(mine.get("AVOIDED_TRANSFERS"))).containsExactly("KEPT_BY TAKE_OPTION 1");
        assertThat(sums(mine.get("VOLUME")))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "DIRECTION UP",
                        11,
                        "DIRECTION DOWN",
                        3,
                        "CLINIC " + clinic.id,
                        14,
                        "SPECIALTY 03.04",
                        13,
                        "SPECIALTY 03.03",
                        1));

        mine.forEach((code, it) -> everyCountIsThatOfItsCases(doctor, code, it));
        assertThat(listed(doctor, "AVOIDED_TRANSFERS", "&part=NUMERATOR"))
                .containsExactly(County.id(cases.get("avoided")));
        assertThat(listed(doctor, "AVOIDED_TRANSFERS", "&part=PENDING"))
                .containsExactly(County.id(cases.get("kept today")));
        assertThat(listed(doctor, "NOT_ARRIVED", "")).containsExactly(County.id(cases.get("given up")));
        assertThat(numbers(BUREAU, "&institution=" + clinic.id).entrySet().stream()
                        .map(it -> it.getKey() + row(it.getValue())))
                .containsExactlyElementsOf(mine.entrySet().stream()
                        .map(it -> it.getKey() + row(it.getValue()))
                        .toList());
    }

    @Test
    void aHospitalsNumbersAreWhatItDidItselfAndAClinicsWhatBecameOfWhomItSent() {
        var first = OFFICER.at(clinic.hospital());
        var second = OFFICER.at(clinic.hospital());
        var forwarded = county.act(
                first,
                clinic.upTo(first.institution()),
                "forward",
                Requests.of("forward").replace("elsewhere", second.institution()));
        county.act(doctor, county.act(second, forwarded, "decline"), "acknowledge");

        assertThat(rows(first, "")).contains("FORWARDED 100.0 1/1", "DECLINED 0.0 0/1", "LOOPS_CLOSED NO_CASES 0/0");
        assertThat(rows(second, "")).contains("FORWARDED 0.0 0/1", "DECLINED 100.0 1/1", "LOOPS_CLOSED 100.0 1/1");
        assertThat(rows(doctor, "")).contains("FORWARDED 100.0 1/1", "DECLINED 100.0 1/1", "LOOPS_CLOSED 100.0 1/1");
        for (var hospital : List.of(first, second)) {
            assertThat(rows(BUREAU, "&institution=" + hospital.institution()))
                    .containsExactlyElementsOf(rows(hospital, ""));
            numbers(hospital, "").forEach((code, it) -> everyCountIsThatOfItsCases(hospital, code, it));
        }
    }

    @Test
    void whoAnswersTooLateWasNotInTimeWhateverTheAnswer() {
        var officer = OFFICER.at(clinic.hospital());
        for (var answer : List.of("decline", "ask", "consult-first")) {
            county.act(officer, clinic.overdue(clinic.upTo(officer.institution())), answer);
        }
        county.act(doctor, clinic.overdue(clinic.upTo(officer.institution())), "withdraw");
        county.act(officer, clinic.upTo(officer.institution()), "decline");
        county.act(officer, clinic.upTo(officer.institution()), "accept");
        clinic.upTo(officer.institution());

        var inTime = numbers(officer, "").get("ACCEPTED_IN_TIME");
        assertThat(row(inTime)).startsWith("20.0 1/5 pending 1 lacking 0");
        everyCountIsThatOfItsCases(officer, "ACCEPTED_IN_TIME", inTime);
        assertThat(row(numbers(doctor, "").get("ACCEPTED_IN_TIME"))).isEqualTo(row(inTime));
    }

    @Test
    void whoWasRungInVainCountsNothingAndNeitherByConfirmingThatItKnows() {
        var second = OFFICER.at(clinic.hospital());
        var redirected = county.act(
                LEAD, county.ringing(), "redirect", Requests.of("redirect").replace("elsewhere", second.institution()));
        county.due(redirected, "ring-next");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> county.timeline(redirected).contains("RING_NEXT"));
        county.act(STRANGER, county.referral(STRANGER, redirected), "acknowledge-ring-down");

        county.act(second, county.referral(second, redirected), "acknowledge-notice");

        assertThat(row(numbers(second, "").get("VOLUME"))).startsWith("0 0/-");
        assertThat(row(numbers(BUREAU, "&institution=" + second.institution()).get("VOLUME")))
                .startsWith("0 0/-");
    }

    /** Code and value of each, without what is measured. */
    private List<String> rows(Person person, String more) {
        return numbers(person, more).entrySet().stream()
                .map(it -> it.getKey() + " " + row(it.getValue()).replaceFirst(" pending.*", ""))
                .toList();
    }

    private void everyCountIsThatOfItsCases(Person person, String code, JsonNode it) {
        for (var part : Map.of(
                        "numerator", "NUMERATOR",
                        "denominator", "DENOMINATOR",
                        "pending", "PENDING",
                        "notCollected", "NOT_COLLECTED")
                .entrySet()) {
            if (!it.path(part.getKey()).isNull()) {
                assertThat(listed(person, code, "&part=" + part.getValue()))
                        .as(code + " " + part.getValue())
                        .doesNotHaveDuplicates()
                        .hasSize(it.path(part.getKey()).asInt());
            }
        }
        for (var group : it.path("groups")) {
            var month = group.path("month").isNull()
                    ? ""
                    : "&month=" + group.path("month").asString();
            assertThat(listed(
                            person,
                            code,
                            "&by=%s&key=%s%s"
                                    .formatted(
                                            group.path("by").asString(),
                                            group.path("key").asString(),
                                            month)))
                    .as(code + " " + group)
                    .hasSize(group.path("cases").asInt());
        }
    }

    /** Page by page, of two cases each. */
    private List<String> listed(Person person, String code, String more) {
        var found = new ArrayList<String>();
        var cursor = "";
        do {
            var page = county.ok(
                    county.get(person, "%s/%s/cases%s&limit=2%s%s".formatted(NUMBERS, code, period(), more, cursor)));
            page.path("items").forEach(it -> found.add(it.path("id").asString()));
            cursor = page.path("next").isNull()
                    ? ""
                    : "&cursor=" + page.path("next").asString();
        } while (!cursor.isEmpty());
        return found;
    }

    private static List<String> groups(JsonNode it) {
        return it.path("groups")
                .valueStream()
                .map(group -> "%s %s %d"
                        .formatted(
                                group.path("by").asString(),
                                group.path("key").asString(),
                                group.path("cases").asInt()))
                .toList();
    }

    private static Map<String, Integer> sums(JsonNode it) {
        var sums = new LinkedHashMap<String, Integer>();
        it.path("groups")
                .forEach(group -> sums.merge(
                        group.path("by").asString() + " " + group.path("key").asString(),
                        group.path("cases").asInt(),
                        Integer::sum));
        return sums;
    }

    @Test
    void aPersonWhoIsSentFromElsewhereWasNotSparedTheTransfer() {
        var person = ResidentNumbers.next();
        var kept = clinic.kept(clinic.patient(person));
        clinic.daysAgo(kept, 20);
        assertThat(row(numbers(doctor, "").get("AVOIDED_TRANSFERS"))).startsWith("1 1/1 pending 0");

        var elsewhere = county.submitted(county.patient("钱七", person));
        clinic.daysAgo(elsewhere, 15);

        assertThat(row(numbers(doctor, "").get("AVOIDED_TRANSFERS"))).startsWith("0 0/1 pending 0");
        clinic.daysAgo(elsewhere, -10);
        assertThat(row(numbers(doctor, "").get("AVOIDED_TRANSFERS")))
                .as("fifteen days after is another illness")
                .startsWith("1 1/1 pending 0");
    }

    @Test
    void aKeptCaseOfAConsultCountsToo() {
        var consulting = county.act(OFFICER, clinic.up(), "consult-first");
        county.opinion(consulting, county.opened(consulting), "TREAT_LOCALLY");
        await().atMost(Duration.ofSeconds(30)).until(() -> county.referral(doctor, consulting)
                .path("state")
                .asString()
                .equals(State.KEPT_LOCAL_PENDING_ACK.name()));
        county.act(doctor, county.referral(doctor, consulting), "acknowledge");
        clinic.daysAgo(consulting, 20);

        var avoided = numbers(doctor, "").get("AVOIDED_TRANSFERS");
        assertThat(row(avoided)).startsWith("1 1/1 pending 0");
        assertThat(groups(avoided)).containsExactly("KEPT_BY CONSULT_FIRST 1");
    }

    @Test
    void whereNothingWasThereIsNoValueAndNotNought() {
        var numbers = numbers(doctor, "");
        assertThat(row(numbers.get("VOLUME"))).startsWith("0 0/-");
        assertThat(row(numbers.get("LOOPS_CLOSED"))).startsWith("NO_CASES 0/0");
        assertThat(row(numbers.get("DOOR_TO_BALLOON"))).startsWith("NO_CASES 0/0");
        assertThat(row(numbers.get("TIME_TO_ACCEPTANCE"))).startsWith("NO_CASES -/0");
        numbers.values().forEach(it -> {
            assertThat(it.path("name").path("zh").asString()).isNotBlank();
            assertThat(it.path("definition").path("en").asString()).isNotBlank();
        });
    }

    @Test
    void theBureauSeesTheWholeAndNoCaseWhileOthersSeeTheirOwnAlone() {
        var mine = clinic.up();
        var path = NUMBERS + "/VOLUME/cases" + period();
        assertThat(county.ok(county.get(BUREAU, path + "&limit=200")).toString())
                .contains(County.id(mine), mine.path("number").asString())
                .doesNotContain("钱", "patient");
        county.get(BUREAU, County.path(mine)).expectStatus().isNotFound();
        assertThat(county.ok(county.get(STRANGER, path + "&limit=200")).toString())
                .doesNotContain(County.id(mine));
        county.get(STRANGER, path + "&institution=" + clinic.id).expectStatus().isForbidden();
        county.get(County.ADMIN, path).expectStatus().isForbidden();
        county.get(County.ADMIN, NUMBERS).expectStatus().isForbidden();
        assertThat(county.ok(county.get(BUREAU.in("other-county"), path)).path("items"))
                .isEmpty();
    }

    @Test
    void whatCannotBeAskedIsRefused() {
        for (var query : List.of(
                "/VOLUMES/cases",
                "/VOLUME/cases?part=ALL",
                "/VOLUME/cases?by=DIRECTION",
                "/VOLUME/cases?month=2026",
                "/VOLUME/cases?by=DIRECTION&key=" + "x".repeat(61),
                "?from=2026-02-02&to=2026-02-01",
                "?from=2024-01-01&to=2026-02-01",
                "?from=yesterday")) {
            county.get(doctor, NUMBERS + query).expectStatus().isBadRequest();
        }
    }

    /** The sheet of the time nodes is where thresholds stand; nobody counts by others. */
    @Test
    void thresholdsAreThoseOfTheTimeNodeSheet() {
        var spans = new HashSet<String>();
        county.ok(county.get(doctor, "/api/referral/v1/catalogue/time-nodes"))
                .findValues("spans")
                .forEach(sheet -> sheet.forEach(it -> spans.add(
                        it.path("from").asString() + "-" + it.path("to").asString() + " "
                                + (it.path("below").asBoolean(false) ? "< " : "<= ")
                                + it.path("withinMinutes").asString())));
        assertThat(spans).contains("FIRST_CONTACT-FIRST_ECG < 10", "DOOR-BALLOON <= 90", "DOOR-NEEDLE <= 60");
        assertThat(Indicator.DOOR_TO_BALLOON.condition(Indicator.Part.NUMERATOR))
                .contains(" <= interval '90 minutes'");
        assertThat(Indicator.DOOR_TO_NEEDLE.condition(Indicator.Part.NUMERATOR)).contains(" <= interval '60 minutes'");
        assertThat(Indicator.FIRST_CONTACT_TO_ECG.condition(Indicator.Part.NUMERATOR))
                .contains(" < interval '10 minutes'");
    }
}
