package org.medalliance.staffing.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.access.WorkerDatabase;
import org.medalliance.platform.testing.ServiceTest;
import org.medalliance.platform.testing.TestIdentityProvider.Person;
import org.medalliance.staffing.Api;
import org.medalliance.staffing.County;
import org.medalliance.staffing.EventLog;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@ServiceTest
class DirectoryImportTest {

    private static final List<String> TOPICS =
            List.of("directory.institutions.v1", "directory.practitioners.v1", "directory.rosters.v1");

    @LocalServerPort
    int port;

    @Autowired
    WorkerDatabase database;

    @Autowired
    MeterRegistry meters;

    private Api api() {
        return new Api(port);
    }

    private List<EventLog.Seen> events(County county) {
        return TOPICS.stream()
                .flatMap(topic -> new EventLog(database).of(county, topic).stream())
                .toList();
    }

    private long rows(County county) {
        return database.sql("select count(*) from directory_row where alliance_id = :alliance")
                .bind("alliance", county.alliance())
                .map(row -> row.get(0, Long.class))
                .one()
                .block();
    }

    @Test
    void theDirectoryIsImportedWhollyOrNotAtAll() {
        var county = County.create();
        county.row("rosters", 2).put("onDuty", "nobody");

        var refused = api().post(county.manager(), "/directory/import", county.directory());

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.faults()).containsExactly("/rosters/2/onDuty unknown-practitioner");
        assertThat(rows(county)).isZero();
        assertThat(events(county)).isEmpty();

        county.row("rosters", 2).put("onDuty", "heart");
        var taken = api().post(county.manager(), "/directory/import", county.directory());

        assertThat(taken.status()).isEqualTo(200);
        assertThat(taken.body().get("published").asInt()).isEqualTo(12);
        assertThat(rows(county)).isEqualTo(12);
        assertThat(events(county)).hasSize(12).allMatch(it -> it.sequence() == 1);
    }

    @Test
    void aSecondImportOfTheSameDirectoryPublishesNothing() {
        var county = County.imported(api());
        var before = events(county);

        var again = api().post(county.admin(), "/directory/import", county.directory());

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body().at("/institutions/unchanged").asInt()).isEqualTo(4);
        assertThat(again.body().get("published").asInt()).isZero();
        assertThat(events(county)).isEqualTo(before);
    }

    @Test
    void whatIsPublishedIsCountedAndADryRunIsNot() {
        var county = County.create();
        var before = counted();

        api().post(county.manager(), "/directory/import?dryRun=true", county.directory());
        assertThat(counted()).isEqualTo(before);

        api().post(county.manager(), "/directory/import", county.directory());
        assertThat(counted()).isEqualTo(before + 12);
    }

    private double counted() {
        return meters.get("alliance.directory.rows.published").counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    @Test
    void onlyTheRowThatChangedIsPublishedWithItsNextVersion() {
        var county = County.imported(api());
        county.row("practitioners", 1).put("title", "ASSOCIATE_CHIEF");

        api().post(county.manager(), "/directory/import", county.directory());

        var nerve = events(county).stream()
                .filter(it -> it.subject().equals("nerve"))
                .toList();
        assertThat(nerve).extracting(EventLog.Seen::sequence).containsExactly(1L, 2L);
        assertThat(nerve.getLast().data().get("title").asString()).isEqualTo("ASSOCIATE_CHIEF");
        assertThat(events(county)).hasSize(13);
    }

    @Test
    void aDryRunSaysWhatWouldHappenAndWritesNothing() {
        var county = County.create();

        var dry = api().post(county.manager(), "/directory/import?dryRun=true", county.directory());

        assertThat(dry.status()).isEqualTo(200);
        assertThat(dry.body().get("dryRun").asBoolean()).isTrue();
        assertThat(dry.body().at("/practitioners/added").asInt()).isEqualTo(4);
        assertThat(rows(county)).isZero();
    }

    @Test
    void everyBadRowIsNamedAtOnce() {
        var county = County.create();
        county.row("institutions", 0).put("code", "1216078105324579XM");
        county.row("institutions", 0).withArray("capabilities").add("TELEPORT");
        county.row("institutions", 2).put("lead", true);
        county.row("institutions", 3).put("kind", "SPA");
        county.row("practitioners", 0).withArray("specialties").add("99.99");
        county.row("practitioners", 1).put("title", "WIZARD");
        county.row("practitioners", 2).put("department", "CARD");
        county.row("practitioners", 3).put("id", "heart");
        county.row("rosters", 0).put("from", "8:00");
        county.row("rosters", 1).put("institution", "tcm").put("unit", "SPACE");
        county.row("rosters", 3).putNull("onDuty");
        county.list("rosters").addNull();

        var refused = api().post(county.manager(), "/directory/import?dryRun=true", county.directory());

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.faults())
                .containsExactlyInAnyOrder(
                        "/institutions/0/code institution-code",
                        "/institutions/0/capabilities/2 unknown-capability",
                        "/institutions/2/lead lead-is-no-hospital",
                        "/institutions/3/kind unknown-kind",
                        "/practitioners/0/specialties/2 unknown-specialty",
                        "/practitioners/1/title unknown-title",
                        "/practitioners/2/department unknown-department",
                        "/practitioners/3/id duplicate",
                        "/rosters/0/from time-format",
                        "/rosters/1/unit unknown-unit",
                        "/rosters/3/onDuty missing",
                        "/rosters/4 missing");
        assertThat(refused.body().get("errors").valueStream())
                .as("each fault is put into words")
                .allMatch(
                        it -> !it.get("detail").asString().equals(it.get("code").asString()));
    }

    @Test
    void twoShiftsOfOneUnitMayNotOverlapEvenAcrossTheWeeksEnd() {
        var county = County.create();
        county.row("rosters", 1).put("weekday", "SUN").put("from", "23:00").put("to", "09:00");

        var refused = api().post(county.manager(), "/directory/import", county.directory());

        assertThat(refused.faults())
                .containsExactly("/rosters/1/from shift-overlaps", "/rosters/2/from shift-overlaps");
    }

    @Test
    void rowsThatAreAbsentAreKeptUnlessTheListReplacesTheOldOne() {
        var county = County.imported(api());
        county.list("rosters").remove(3);

        api().post(county.manager(), "/directory/import", county.directory());
        assertThat(api().get(county.north(), "/directory/rosters").body().get("items"))
                .hasSize(4);

        var replaced = api().post(county.manager(), "/directory/import?replace=true", county.directory());
        assertThat(replaced.body().at("/rosters/removed").asInt()).isEqualTo(1);
        assertThat(api().get(county.north(), "/directory/rosters").body().get("items"))
                .hasSize(3);
        var removed = events(county).stream().filter(it -> it.sequence() == 2).toList();
        assertThat(removed).singleElement().satisfies(it -> {
            assertThat(it.subject()).isEqualTo("r-4");
            assertThat(it.data().get("active").asBoolean()).isFalse();
        });
    }

    @Test
    void whatOthersStillReferToIsNotRemoved() {
        var county = County.imported(api());
        county.list("practitioners").remove(1);
        county.directory().remove("rosters");
        county.row("institutions", 1).withArray("departments").removeAll();
        county.list("practitioners").remove(1);

        var refused = api().post(county.manager(), "/directory/import?replace=true", county.directory());

        assertThat(refused.faults()).containsExactly("/practitioners still-referred-to");

        county.directory().remove("practitioners");
        var departmentless = api().post(county.manager(), "/directory/import", county.directory());
        assertThat(departmentless.faults()).containsExactly("/institutions/1/departments still-referred-to");
    }

    @Test
    void theLicenceIsForThoseWhoKeepTheDirectoryAndIsNeverPublished() {
        var county = County.imported(api());

        assertThat(api().get(county.manager(), "/directory/practitioners/heart")
                        .body()
                        .path("licence")
                        .asString(""))
                .isEqualTo("160781000000001");
        assertThat(api().get(county.north(), "/directory/practitioners/heart")
                        .body()
                        .has("licence"))
                .isFalse();
        assertThat(api().get(county.heart(), "/directory/practitioners").body().toString())
                .doesNotContain("1607810000");
        assertThat(events(county).toString()).doesNotContain("1607810000");
    }

    @Test
    void theDemoCountyImportsCleanly() throws Exception {
        var file = Path.of(System.getProperty("house.root"), "deploy", "demo", "directory.json");
        var demo = new County("demo-" + port, JsonMapper.shared().createObjectNode());

        var taken = api().post(demo.manager(), "/directory/import", Files.readAllBytes(file));

        assertThat(taken.faults()).isEmpty();
        assertThat(taken.status()).isEqualTo(200);
        assertThat(taken.body().at("/institutions/added").asInt()).isEqualTo(20);
        assertThat(events(demo)).hasSize(taken.body().get("published").asInt());
        var first = api().get(demo.manager(), "/directory/rosters");
        assertThat(first.body().get("items")).hasSize(200);
        assertThat(first.link()).contains("cursor=");
        var second = api().get(
                        demo.manager(),
                        "/directory/rosters?cursor=" + first.body().get("next").asString());
        assertThat(second.body().at("/items/0/id").asString()).isEqualTo("r-0201");
    }

    @Test
    void ofTwoRivalImportsBothCountAndNoRowIsLost() {
        var county = County.imported(api());
        var title = county.directory().deepCopy();
        ((ObjectNode) title.at("/practitioners/0")).put("title", "ATTENDING");
        var sex = county.directory().deepCopy();
        ((ObjectNode) sex.at("/practitioners/0")).put("sex", "MALE");

        var replies = Stream.of(title, sex)
                .parallel()
                .map(it -> api().post(county.manager(), "/directory/import", it).status())
                .toList();

        assertThat(replies).containsExactly(200, 200);
        assertThat(events(county).stream().filter(it -> it.subject().equals("heart")))
                .extracting(EventLog.Seen::sequence)
                .containsExactly(1L, 2L, 3L);
    }

    @Test
    void aLargeImportPassesAndATooLargeOneIsRefused() {
        var county = County.create();
        pad(county, 900_000);
        assertThat(api().post(county.manager(), "/directory/import", county.directory())
                        .status())
                .isEqualTo(200);

        pad(county, 1_100_000);
        var refused = api().post(county.manager(), "/directory/import", county.directory());
        assertThat(refused.status()).isEqualTo(413);
        assertThat(refused.type()).isEqualTo("too-large");
    }

    private static void pad(County county, int bytes) {
        var practitioners = county.list("practitioners");
        while (JsonMapper.shared().writeValueAsBytes(county.directory()).length < bytes) {
            for (var more = 0; more < 100; more++) {
                var copy = county.row("practitioners", 0).deepCopy();
                practitioners.add(copy.put("id", "p-" + practitioners.size()));
            }
        }
    }

    @Test
    void onlyThoseWhoKeepTheDirectoryImportIt() {
        var county = County.create();
        for (var role : List.of("specialist", "clinic-doctor", "bureau-viewer", "operator", "his-client")) {
            var reply = api().post(
                            Person.of(county.alliance(), "lead", "heart", role),
                            "/directory/import",
                            county.directory());
            assertThat(reply.status()).as(role).isEqualTo(403);
        }
    }
}
