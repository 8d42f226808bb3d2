package org.medalliance.staffing.visit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.access.WorkerDatabase;
import org.medalliance.platform.testing.ServiceTest;
import org.medalliance.staffing.Api;
import org.medalliance.staffing.County;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.transaction.reactive.TransactionalOperator;

@ServiceTest
class VisitCommentsTest {

    private static final Instant BORDER = Instant.parse("2020-01-01T00:00:00Z");

    @LocalServerPort
    int port;

    @Autowired
    VisitComments comments;

    @Autowired
    WorkerDatabase database;

    @Autowired
    TransactionalOperator transaction;

    private County county;
    private Visits visits;

    @BeforeEach
    void aCounty() {
        var api = new Api(port);
        county = County.imported(api);
        visits = new Visits(api, county);
    }

    private String cancelled(int minute, Instant endsAt) {
        var id = visits.planned(minute);
        visits.api()
                .post(
                        county.manager(),
                        "/visiting-days/%s/cancel".formatted(id),
                        Map.of("reason", "ILLNESS", "comment", "医师住院手术"),
                        "\"1\"",
                        UUID.randomUUID().toString());
        database.sql("update visiting_day set starts_at = :starts, ends_at = :ends where id = cast(:id as uuid)")
                .bind("starts", endsAt.minusSeconds(3600))
                .bind("ends", endsAt)
                .bind("id", id)
                .then()
                .block();
        return id;
    }

    private List<UUID> erase() {
        var scope = new Scope(county.manager().alliance());
        return comments.erase(scope, BORDER, 200)
                .as(transaction::transactional)
                .contextWrite(scope.carried())
                .block();
    }

    @Test
    void whySomebodyCouldNotComeIsForgottenInWordsAndKeptAsACode() {
        var over = cancelled(0, BORDER.minusMillis(1));
        var kept = cancelled(1, BORDER);
        assertThat(visits.read(over).body().path("comment").asString()).isEqualTo("医师住院手术");

        assertThat(erase()).containsExactly(UUID.fromString(over));

        var erased = visits.read(over).body();
        assertThat(erased.toString()).doesNotContain("医师住院手术");
        assertThat(erased.path("reason").asString()).isEqualTo("ILLNESS");
        assertThat(erased.path("version").asLong()).isEqualTo(3);
        assertThat(visits.read(kept).body().path("comment").asString()).isEqualTo("医师住院手术");
        assertThat(erase()).isEmpty();
    }
}
