package org.medalliance.staffing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.access.WorkerDatabase;
import org.medalliance.platform.testing.ServiceTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What cannot be right gets the right 4xx, says where it is wrong, and leaves no trace. */
@ServiceTest
class BadInputTest {

    private static final String DAYS = "/visiting-days";

    private static final LocalDate NEXT_YEAR = LocalDate.now(ZoneOffset.UTC).plusYears(1);

    @LocalServerPort
    int port;

    @Autowired
    WorkerDatabase database;

    private Api api;
    private County county;

    @BeforeEach
    void aCounty() {
        api = new Api(port);
        county = County.imported(api);
    }

    private static Map<String, Object> plan() {
        return new HashMap<>(Map.of(
                "practitioner",
                "heart",
                "clinic",
                "north",
                "specialty",
                "03.04",
                "startsAt",
                NEXT_YEAR + "T08:00:00+08:00",
                "endsAt",
                NEXT_YEAR + "T12:00:00+08:00",
                "places",
                10));
    }

    private long days() {
        return database.sql("select count(*) from visiting_day where alliance_id = :alliance")
                .bind("alliance", county.alliance())
                .map(row -> row.get(0, Long.class))
                .one()
                .block();
    }

    private void refused(Api.Reply reply, int status, String type, String... faults) {
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.type()).isEqualTo(type);
        assertThat(reply.faults()).containsExactlyInAnyOrder(faults);
        assertThat(days()).isZero();
    }

    private static Map<String, Object> with(String field, Object value) {
        var plan = plan();
        plan.put(field, value);
        return plan;
    }

    @Test
    void missingFieldsAreNamed() {
        refused(
                api.post(county.manager(), DAYS, Map.of("practitioner", " ")),
                400,
                "invalid",
                "/practitioner Pattern",
                "/clinic NotNull",
                "/specialty NotNull",
                "/startsAt NotNull",
                "/endsAt NotNull",
                "/places NotNull");
    }

    @Test
    void valuesOfTheWrongKindAreNamed() {
        refused(api.post(county.manager(), DAYS, with("places", "ten")), 400, "unreadable", "/places wrong-type");
        refused(api.post(county.manager(), DAYS, with("places", "10")), 400, "unreadable", "/places wrong-type");
        refused(api.post(county.manager(), DAYS, with("places", 10.5)), 400, "unreadable", "/places wrong-type");
        refused(api.post(county.manager(), DAYS, with("clinic", 7)), 400, "unreadable", "/clinic wrong-type");
        refused(
                api.post(county.manager(), DAYS, with("startsAt", NEXT_YEAR + "T08:00:00")),
                400,
                "unreadable",
                "/startsAt wrong-type");
        refused(api.post(county.manager(), DAYS, with("places", 0)), 400, "invalid", "/places Min");
        refused(api.post(county.manager(), DAYS, with("places", 61)), 400, "invalid", "/places Max");
        refused(api.post(county.manager(), DAYS, with("colour", "red")), 400, "unreadable", "/colour unknown-field");
        refused(
                api.post(county.manager(), "/directory/import", Map.of("institutions", 5)),
                400,
                "unreadable",
                "/institutions wrong-type");
        refused(
                api.post(county.manager(), "/directory/import", Map.of("villages", 5)),
                400,
                "unreadable",
                "/villages unknown-field");
    }

    @Test
    void whatTheDatabaseCouldNotStoreIsRefusedBeforeItGetsThere() {
        refused(api.post(county.manager(), DAYS, with("clinic", "no\0rth")), 400, "unreadable", "/clinic wrong-type");
        refused(api.post(county.manager(), DAYS, with("clinic", "no{r}th")), 400, "invalid", "/clinic Pattern");
        refused(
                api.post(county.manager(), DAYS, with("startsAt", "+999999-01-01T00:00:00Z")),
                400,
                "unreadable",
                "/startsAt time-out-of-range");
        refused(
                api.post(county.manager(), DAYS, with("startsAt", "2199-01-01T00:00:00Z")),
                422,
                "invalid",
                "/startsAt too-far-ahead");
        county.row("institutions", 0).put("name", "医\u0007院");
        refused(
                api.post(county.manager(), "/directory/import", county.directory()),
                422,
                "invalid",
                "/institutions/0/name control-character");
        for (var path :
                new String[] {"/directory/institutions/%00", "/directory/rosters?unit=%00", "/visiting-days?clinic=%00"
                }) {
            assertThat(api.get(county.manager(), path).status()).as(path).isEqualTo(400);
        }
        assertThat(api.get(county.manager(), DAYS + "?from=%2B999999-01-01T00:00:00Z")
                        .type())
                .isEqualTo("time-malformed");
    }

    @Test
    void anUnknownReasonIsNamed() {
        var id = api.post(county.manager(), DAYS, plan()).body().get("id").asString();
        var reply = api.post(
                county.manager(),
                DAYS + "/" + id + "/cancel",
                Map.of("reason", "BORED"),
                "\"1\"",
                UUID.randomUUID().toString());
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.faults()).containsExactly("/reason unknown-value");
    }

    @Test
    void whatIsNoJsonIsSaid() {
        refused(
                api.post(county.manager(), DAYS, "{\"places\":".getBytes(StandardCharsets.UTF_8)),
                400,
                "unreadable",
                " no-json");
        refused(api.post(county.manager(), DAYS, new byte[] {'"', (byte) 0xc3, (byte) 0x28, '"'}), 400, "bad-utf8");
        refused(api.post(county.manager(), DAYS, new byte[10_000_000]), 413, "too-large");
    }

    @Test
    void aCommandBringsItsKeyAndItsVersion() {
        refused(api.post(county.manager(), DAYS, plan(), null, null), 400, "idempotency-key-missing");

        var key = UUID.randomUUID().toString();
        var made = api.post(county.manager(), DAYS, plan(), null, key);
        var again = api.post(county.manager(), DAYS, plan(), null, key);
        assertThat(again).isEqualTo(made);
        assertThat(days()).isEqualTo(1);
        var other = api.post(county.manager(), DAYS, with("places", 11), null, key);
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.type()).isEqualTo("idempotency-key-reused");

        var publish = DAYS + "/" + made.body().get("id").asString() + "/publish";
        assertThat(api.post(county.manager(), publish, Map.of(), null, "a").status())
                .isEqualTo(428);
        assertThat(api.post(county.manager(), publish, Map.of(), "\"7\"", "b").status())
                .isEqualTo(412);
        assertThat(api.post(county.manager(), publish, Map.of(), "seven", "c").status())
                .isEqualTo(400);
        assertThat(api.post(county.manager(), publish, Map.of(), made.etag(), "d")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void queriesThatMeanNothingAreRefused() {
        assertThat(api.get(county.manager(), DAYS + "?from=tomorrow").type()).isEqualTo("time-malformed");
        assertThat(api.get(county.manager(), DAYS + "?limit=0").type()).isEqualTo("limit-out-of-range");
        assertThat(api.get(county.manager(), DAYS + "?cursor=x").type()).isEqualTo("cursor-malformed");
        assertThat(api.get(county.manager(), DAYS + "?state=LOST").status()).isEqualTo(400);
        assertThat(api.get(county.manager(), DAYS + "/no-uuid").status()).isEqualTo(400);
        assertThat(api.get(county.manager(), "/directory/rosters?limit=201").type())
                .isEqualTo("limit-out-of-range");
        assertThat(api.get(county.manager(), "/directory/rosters?cursor=%25").type())
                .isEqualTo("cursor-malformed");
    }
}
