package org.medalliance.staffing;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.access.WorkerDatabase;
import org.medalliance.platform.testing.ServiceTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What the topics carry is what the contracts say. */
@ServiceTest
class EventSchemaTest {

    private static final Path CONTRACTS = Path.of(System.getProperty("house.root"), "contracts", "events");

    private static final List<String> TOPICS = List.of(
            "directory.institutions.v1",
            "directory.practitioners.v1",
            "directory.rosters.v1",
            "directory.beds.v1",
            "staffing.events.v1");

    @LocalServerPort
    int port;

    @Autowired
    WorkerDatabase database;

    private static List<String> violations(String type, String json) throws Exception {
        var schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(CONTRACTS.resolve(type + ".json")));
        return schema
                .validate(
                        json,
                        InputFormat.JSON,
                        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(Object::toString)
                .toList();
    }

    @Test
    void everyEventOfThisServiceKeepsItsSchema() throws Exception {
        var county = County.imported(new Api(port));
        county.list("rosters").remove(3);
        new Api(port).post(county.manager(), "/directory/import?replace=true", county.directory());
        aDayThatIsPublishedAndCancelled(county);
        new Api(port)
                .post(
                        county.manager(),
                        "/beds/report",
                        Map.of("departments", List.of(Map.of("department", "CARD", "total", 45, "free", 6))));

        var seen = TOPICS.stream()
                .flatMap(topic -> new EventLog(database).of(county, topic).stream())
                .toList();

        for (var event : seen) {
            assertThat(violations(event.type(), event.data().toString()))
                    .as(event.type())
                    .isEmpty();
        }
        try (Stream<Path> files = Files.list(CONTRACTS)) {
            var own = files.map(it -> it.getFileName().toString().replace(".json", ""))
                    .filter(it ->
                            it.startsWith("org.medalliance.staffing.") || it.startsWith("org.medalliance.directory."))
                    .toList();
            assertThat(seen.stream().map(EventLog.Seen::type).distinct().toList())
                    .as("each schema is kept by an event that was really sent")
                    .containsExactlyInAnyOrderElementsOf(own);
        }
    }

    private void aDayThatIsPublishedAndCancelled(County county) {
        var start = Instant.now().plus(2, ChronoUnit.DAYS);
        var day = new Api(port)
                .post(
                        county.manager(),
                        "/visiting-days",
                        Map.of(
                                "practitioner",
                                "heart",
                                "clinic",
                                "north",
                                "specialty",
                                "03.04",
                                "startsAt",
                                start.toString(),
                                "endsAt",
                                start.plus(4, ChronoUnit.HOURS).toString(),
                                "places",
                                10));
        var path = "/visiting-days/" + day.body().get("id").asString();
        new Api(port)
                .post(
                        county.manager(),
                        path + "/publish",
                        Map.of(),
                        "\"1\"",
                        UUID.randomUUID().toString());
        new Api(port)
                .post(
                        county.heart(),
                        path + "/refuse",
                        Map.of("reason", "LEAVE"),
                        "\"2\"",
                        UUID.randomUUID().toString());
    }

    @Test
    void aSchemaIsClosedSoThatNothingMoreLeavesTheService() throws Exception {
        var type = "org.medalliance.directory.practitioner.v1";
        var open = "{\"id\":\"p\",\"name\":\"n\",\"sex\":\"MALE\",\"title\":\"CHIEF\",\"specialties\":[\"02\"],"
                + "\"institution\":\"i\",\"department\":\"GENM\",\"active\":true}";

        assertThat(violations(type, open)).isEmpty();
        assertThat(violations(type, open.replace("}", ",\"licence\":\"160781000000001\"}")))
                .isNotEmpty();
    }
}
