package org.medalliance.staffing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.access.WorkerDatabase;
import org.medalliance.platform.testing.Engines;
import org.medalliance.platform.testing.ServiceTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.node.ObjectNode;

/** Nothing in the service assumes that there is one of it. */
@ServiceTest
class TwoInstancesTest {

    private static ConfigurableApplicationContext second;

    @LocalServerPort
    int port;

    @Autowired
    WorkerDatabase database;

    @BeforeAll
    static void aSecondOne() {
        second = start();
    }

    @AfterAll
    static void theSecondOneEnds() {
        second.close();
    }

    private static ConfigurableApplicationContext start() {
        return new SpringApplicationBuilder(StaffingService.class)
                .initializers(new Engines())
                .run("--server.port=0");
    }

    private static Api api(ConfigurableApplicationContext instance) {
        return new Api(instance.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
    }

    private List<Api> both() {
        return List.of(new Api(port), api(second));
    }

    @Test
    void twoRivalPlansCannotSendOneDoctorToTwoPlaces() {
        var county = County.imported(new Api(port));
        var start = Instant.now().plus(3, ChronoUnit.DAYS);

        var replies = IntStream.range(0, 20)
                .parallel()
                .mapToObj(rival -> both().get(rival % 2)
                        .post(county.manager(), "/visiting-days", plan(rival, start.plus(rival, ChronoUnit.MINUTES))))
                .toList();

        assertThat(replies.stream().filter(it -> it.status() == 201)).hasSize(1);
        assertThat(replies.stream().filter(it -> it.status() != 201))
                .allMatch(it -> it.status() == 409 && it.type().equals("doctor-elsewhere"));
        assertThat(database.sql("select count(*) from visiting_day where alliance_id = :alliance")
                        .bind("alliance", county.alliance())
                        .map(row -> row.get(0, Long.class))
                        .one()
                        .block())
                .isEqualTo(1);
    }

    private static Map<String, Object> plan(int rival, Instant from) {
        return Map.of(
                "practitioner",
                "heart",
                "clinic",
                rival % 3 == 0 ? "north" : "south",
                "specialty",
                "03.04",
                "startsAt",
                from.toString(),
                "endsAt",
                from.plus(4, ChronoUnit.HOURS).toString(),
                "places",
                10);
    }

    @Test
    void replicasGetEachRowsChangesInTheOrderOfItsVersions() {
        var county = County.imported(new Api(port));

        var statuses = IntStream.range(0, 24)
                .parallel()
                .mapToObj(change -> both().get(change % 2)
                        .post(county.manager(), "/directory/import", renamed(county, change))
                        .status())
                .toList();

        assertThat(statuses).containsOnly(200);
        var sequences = new EventLog(database)
                .of(county, "directory.practitioners.v1").stream()
                        .filter(it -> it.subject().equals("heart"))
                        .map(EventLog.Seen::sequence)
                        .toList();
        assertThat(sequences)
                .isEqualTo(Stream.iterate(1L, it -> it + 1).limit(25).toList());
    }

    private static ObjectNode renamed(County county, int change) {
        var directory = county.directory().deepCopy();
        ((ObjectNode) directory.at("/practitioners/0")).put("name", "测试" + change);
        return directory;
    }

    @Test
    void anInstanceThatComesBackGoesOnWhereItWas() {
        var county = County.imported(api(second));
        var planned = api(second)
                .post(county.manager(), "/visiting-days", plan(0, Instant.now().plus(3, ChronoUnit.DAYS)));

        second.close();
        second = start();

        var id = planned.body().get("id").asString();
        var published = api(second)
                .post(
                        county.manager(),
                        "/visiting-days/%s/publish".formatted(id),
                        Map.of(),
                        planned.etag(),
                        UUID.randomUUID().toString());
        assertThat(published.status()).isEqualTo(200);
        assertThat(new EventLog(database).of(county, "staffing.events.v1")).hasSize(1);
    }
}
