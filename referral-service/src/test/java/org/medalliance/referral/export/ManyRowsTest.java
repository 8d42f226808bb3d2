package org.medalliance.referral.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.medalliance.platform.access.WorkerDatabase;
import org.medalliance.platform.privacy.FieldCipher;
import org.medalliance.platform.testing.LocalPostgres;
import org.medalliance.platform.testing.ServiceTest;
import org.medalliance.platform.testing.TestIdentityProvider.Person;
import org.medalliance.referral.attachment.SmallInstance;
import org.springframework.beans.factory.annotation.Autowired;

/** A year of cases through an instance with 256 MiB of heap; with {@code -Dexport.rows=300000} a large one. */
@ServiceTest
class ManyRowsTest {

    private static final int ROWS = Integer.getInteger("export.rows", 20_000);

    private static final String COUNTY = "export-county";

    private static final Person BUREAU = Person.of(COUNTY, "bureau", "p-bureau", "bureau-viewer");

    private static final String YEAR = "/api/referral/v1/export/referrals.%s?from=2025-01-01&to=2025-12-31";

    @Autowired
    WorkerDatabase database;

    @Autowired
    FieldCipher cipher;

    @TempDir
    Path folder;

    private SmallInstance small;

    @BeforeEach
    void filled() {
        database.sql("""
                        insert into patient (id, alliance_id, institution_id, version, sex, identity_kind, insurance,
                                             personal, name_index, name_prefixes, registered_at)
                        values (md5('e')::uuid, :alliance, 'clinic', 1, 'MALE', 'UNKNOWN', 'RESIDENT', :sealed, '1.n',
                                array['1.q'], '2024-01-01')""")
                .bind("alliance", COUNTY)
                .bind("sealed", cipher.encrypt("-", "{}"))
                .then()
                .block();
        database.sql("""
                        insert into referral (id, alliance_id, version, number, direction, priority, pathway, specialty,
                                              patient_id, origin_institution, destination_institution,
                                              destination_department, state, details, synthetic, submitted_at, since,
                                              moved_at)
                        select md5('e' || i)::uuid, :alliance, 1, 'R20250101-' || lpad(i::text, 7, '0'), 'UP', 'ROUTINE',
                               'GENERAL', '03.04', md5('e')::uuid, 'clinic' || i % 20, 'hospital', 'cardio', 'CLOSED',
                               :sealed, false, timestamptz '2025-01-02' + i * (interval '360 days' / :rows),
                               '2025-01-01', '2025-01-01'
                          from generate_series(1, :rows) i""")
                .bind("alliance", COUNTY)
                .bind("rows", ROWS)
                .bind("sealed", cipher.encrypt("-", "{}"))
                .then()
                .block();
        database.sql("""
                        insert into case_move (case_id, alliance_id, version, action, from_state, to_state, institution, at)
                        select r.id, r.alliance_id, v, case v when 1 then 'SUBMIT' when 2 then 'ACCEPT' else 'ARRIVE' end,
                               'SUBMITTED', 'CLOSED', 'hospital', r.submitted_at + v * interval '1 hour'
                          from referral r, generate_series(1, 3) v where r.alliance_id = :alliance""").bind("alliance", COUNTY).then().block();
        execute("analyze referral");
        execute("analyze case_move");
        small = SmallInstance.start(folder);
    }

    @AfterEach
    void emptied() {
        small.kill();
        execute("delete from referral where alliance_id = '%s'".formatted(COUNTY));
        execute("delete from patient where alliance_id = '%s'".formatted(COUNTY));
        execute("delete from name_hash where alliance_id = '%s'".formatted(COUNTY));
    }

    private static void execute(String sql) {
        try (var connection = DriverManager.getConnection(LocalPostgres.get().superuserJdbcUrl("referral"));
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private InputStream opened(String ending) throws IOException, InterruptedException {
        var client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        var answer = client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + small.port() + YEAR.formatted(ending)))
                        .header("Authorization", "Bearer " + BUREAU.token())
                        .build(),
                HttpResponse.BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        return new BufferedInputStream(answer.body());
    }

    @Test
    void aYearGoesThroughASmallInstanceAndNothingOfItIsHeld() throws Exception {
        var began = Instant.now();
        long rows;
        try (var csv = opened("csv")) {
            rows = new String(csv.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .count();
        }
        var csvTook = Duration.between(began, Instant.now());
        assertThat(rows).isEqualTo(ROWS + 1);
        began = Instant.now();
        var file = folder.resolve("year.xlsx");
        try (var xlsx = opened("xlsx")) {
            Files.copy(xlsx, file);
        }
        long cells;
        try (var zip = new ZipFile(file.toFile());
                var in = zip.getInputStream(zip.getEntry("xl/worksheets/sheet1.xml"))) {
            cells = new String(in.readAllBytes(), StandardCharsets.UTF_8).split("<row ").length - 1;
        }
        assertThat(cells).isEqualTo(ROWS + 1);
        System.out.printf(
                "MEASURED export of %d rows: csv in %d ms, xlsx in %d ms, at most %d of 256 MiB of heap left by a collection.%n",
                ROWS, csvTook.toMillis(), Duration.between(began, Instant.now()).toMillis(), small.mostHeap());
        assertThat(small.isAlive()).isTrue();
    }

    /** More downloads than the pool has connections are begun and dropped in their middle. */
    @Test
    void whoGoesAwayTakesNoConnectionAlong() throws Exception {
        for (var turn = 0; turn < 3; turn++) {
            var lines = new ArrayList<Socket>();
            for (var i = 0; i < 12; i++) {
                var line = new Socket("127.0.0.1", small.port());
                lines.add(line);
                line.getOutputStream()
                        .write("GET %s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n\r\n"
                                .formatted(YEAR.formatted(i % 2 == 0 ? "csv" : "xlsx"), BUREAU.token())
                                .getBytes(StandardCharsets.US_ASCII));
            }
            for (var line : lines) {
                assertThat(line.getInputStream().readNBytes(2_000)).hasSize(2_000);
                line.setSoLinger(true, 0);
                line.close();
            }
        }

        await().atMost(Duration.ofSeconds(30)).until(() -> stuck() == 0);
        for (var i = 0; i < 30; i++) {
            var began = Instant.now();
            try (var csv = opened("csv")) {
                assertThat(csv.readNBytes(1_000)).hasSize(1_000);
            }
            assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(10));
        }
        try (var csv = opened("csv")) {
            assertThat(new String(csv.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .count())
                    .isEqualTo(ROWS + 1);
        }
    }

    private long stuck() {
        return database.sql("""
                        select count(*) from pg_stat_activity
                         where datname = 'referral' and (wait_event = 'ClientWrite' or state = 'active' and query like '%cohort%'
                               and query not like '%pg_stat_activity%')""").map(row -> row.get(0, Long.class)).one().block();
    }
}
