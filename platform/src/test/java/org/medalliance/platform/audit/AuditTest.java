package org.medalliance.platform.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.medalliance.platform.PlatformTest;
import org.medalliance.platform.access.Actor;
import org.medalliance.platform.testing.AuditTrail;
import org.medalliance.platform.testing.LocalPostgres;
import org.medalliance.platform.testing.TestIdentityProvider.Person;
import org.medalliance.platform.web.Caller;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

@PlatformTest
class AuditTest {

    private static final AuditTrail TRAIL = new AuditTrail("platform");

    private static final String NOTE = """
            {"text":"一","kind":"PLAIN","count":1}""";

    @LocalServerPort
    int port;

    @Autowired
    Audit audit;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping routes;

    private final String request = "audit-" + UUID.randomUUID();
    private Caller caller;

    @BeforeEach
    void somebody() {
        caller = Caller.alone(port);
    }

    @Test
    void aCommandLeavesOneRowThatSaysWhoDidWhatOnWhichGround() {
        var note = note(UUID.randomUUID().toString());

        assertThat(TRAIL.of(request)).singleElement().satisfies(it -> {
            assertThat(it.subject()).isNotBlank();
            assertThat(it.practitioner()).isEqualTo("p-1");
            assertThat(it.institution()).isEqualTo("rj-xianghu");
            assertThat(it.roles()).containsExactly("clinic-doctor");
            assertThat(it.action()).isEqualTo("write");
            assertThat(it.caseType()).isEqualTo("note");
            assertThat(it.caseIds()).containsExactly(note);
            assertThat(it.basis()).isEqualTo("PARTY");
            assertThat(it.purpose()).isEqualTo("TREATMENT");
            assertThat(it.outcome()).isEqualTo("DONE");
        });
    }

    @Test
    void aCommandThatIsSentAgainDidNothingAndLeavesNoSecondRow() {
        var key = UUID.randomUUID().toString();
        assertThat(note(key)).isEqualTo(note(key));

        assertThat(TRAIL.of(request)).hasSize(1);
    }

    @Test
    void whoAsksForWhatIsNotTheirsLeavesARowOfTheRefusal() {
        var unknown = UUID.randomUUID();
        send("GET", "/notes/" + unknown, Map.of()).expectStatus().isNotFound();

        assertThat(TRAIL.of(request)).singleElement().satisfies(it -> {
            assertThat(it.outcome()).isEqualTo("REFUSED");
            assertThat(it.refusal()).isEqualTo("unknown");
            assertThat(it.action()).isEqualTo("find");
            assertThat(it.caseType()).isEqualTo("note");
            assertThat(it.caseIds()).containsExactly(unknown);
        });
    }

    @Test
    void aRefusedCommandIsNotedThoughItsOwnTransactionDied() {
        send("POST", "/notes/%s/touch".formatted(UUID.randomUUID()), Map.of("If-Match", "\"1\""))
                .expectStatus()
                .isNotFound();

        assertThat(TRAIL.of(request)).singleElement().satisfies(it -> assertThat(it.outcome())
                .isEqualTo("REFUSED"));
    }

    @Test
    void whatIsWrongWithARequestIsNobodysSight() {
        var note = note(UUID.randomUUID().toString());
        send("POST", "/notes/%s/touch".formatted(note), Map.of("If-Match", "\"9\""))
                .expectStatus()
                .isEqualTo(412);
        send("POST", "/notes/%s/touch".formatted(note), Map.of()).expectStatus().isEqualTo(428);

        assertThat(TRAIL.of(request)).hasSize(1);
    }

    @Test
    void aPurposeIsOneOfTheCatalogue() {
        send("GET", "/notes/" + UUID.randomUUID(), Map.of("X-Purpose", "PATIENT_REQUEST"))
                .expectStatus()
                .isNotFound();
        send("GET", "/notes/" + UUID.randomUUID(), Map.of("X-Purpose", "CURIOSITY"))
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("urn:medalliance:problem:purpose-unknown");

        assertThat(TRAIL.of(request)).extracting(AuditTrail.Entry::purpose).containsExactly("PATIENT_REQUEST");
    }

    @Test
    void anOperatorsDecisionsLeaveARowEach() {
        caller = Caller.of(port, Person.of("", "", "o-1", "operator"));
        send("GET", "/operations/dead-letters", Map.of()).expectStatus().isOk();
        var letter = UUID.randomUUID();
        send("POST", "/operations/dead-letters/%s/replay".formatted(letter), Map.of())
                .expectStatus()
                .isNotFound();

        assertThat(TRAIL.of(request))
                .extracting(AuditTrail.Entry::action, AuditTrail.Entry::basis, AuditTrail.Entry::outcome)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("listDeadLetters", "OFFICE", "DONE"),
                        org.assertj.core.groups.Tuple.tuple("replayDeadLetter", "OFFICE", "REFUSED"));
    }

    @Test
    void whoeverOpensTheGlassSaysSo() {
        var id = UUID.randomUUID();
        var actor = new Actor("s", "n", "ruijin", "clinic", null, java.util.Set.of("clinic-doctor"));
        Audit.on(Basis.BREAK_GLASS, audit.opened(actor, "note", id)).block();

        assertThat(TRAIL.about(id)).singleElement().satisfies(it -> assertThat(it.basis())
                .isEqualTo("BREAK_GLASS"));
    }

    @Test
    void whatCannotBeWrittenDownIsNotShownAndARefusalStaysOne() throws SQLException {
        var operator = Caller.of(port, Person.of("", "", "o-1", "operator"));
        try {
            run("revoke insert on audit_entry from platform_app");
            operator.get("/operations/dead-letters").expectStatus().isEqualTo(503);
            assertThat(caller.note(NOTE).expectBody().returnResult().getStatus().is5xxServerError())
                    .isTrue();
            caller.get("/notes/" + UUID.randomUUID()).expectStatus().isNotFound();
        } finally {
            run("grant insert on audit_entry to platform_app");
        }
        assertThat(caller.notes()).isZero();
        operator.get("/operations/dead-letters").expectStatus().isOk();
    }

    /** Neither the application nor its workers; the queue is the sealer's, which is a worker, to empty. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "update audit_entry set subject = 'x'",
                "delete from audit_entry",
                "truncate audit_entry",
                "update audit_seal set hash = hash",
                "delete from audit_seal",
                "truncate audit_seal",
                "update audit_unsealed set entry_id = 0",
                "truncate audit_unsealed",
                "alter table audit_entry disable row level security"
            })
    void theServiceItselfCannotChangeWhatIsWritten(String statement) throws SQLException {
        var it = LocalPostgres.database("platform");
        refused(it.jdbcUrl(), it.appName(), it.appPassword(), statement);
        refused(it.jdbcUrl(), it.workerName(), it.workerPassword(), statement);
    }

    @Test
    void theApplicationSeesNothingOfTheChainAndEmptiesNoQueue() throws SQLException {
        var it = LocalPostgres.database("platform");
        for (var statement : List.of(
                "select * from audit_seal",
                "insert into audit_seal values (1, now(), '{1}', '', '', '')",
                "delete from audit_unsealed")) {
            refused(it.jdbcUrl(), it.appName(), it.appPassword(), statement);
        }
    }

    private static void refused(String url, String role, String password, String statement) throws SQLException {
        try (var connection = DriverManager.getConnection(url, role, password);
                var sql = connection.createStatement()) {
            assertThatThrownBy(() -> sql.execute(statement))
                    .hasMessageMatching("(?s).*(permission denied|must be owner).*");
        }
    }

    @Test
    void ofThePlatformsRoutesOnlyTheseLeaveNone() {
        assertThat(AuditTrail.unaudited(routes).keySet())
                .containsExactlyElementsOf(AuditTrail.PLATFORMS.stream()
                        .map(it -> "GET /api/platform" + it)
                        .toList());
    }

    private static void run(String statement) throws SQLException {
        try (var connection = TRAIL.superuser();
                var sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    private UUID note(String key) {
        var location = send("POST", "/notes", Map.of("Idempotency-Key", key))
                .expectStatus()
                .isCreated()
                .expectBody()
                .returnResult()
                .getResponseHeaders()
                .getLocation();
        return UUID.fromString(List.of(location.getPath().split("/")).getLast());
    }

    private WebTestClient.ResponseSpec send(String method, String path, Map<String, String> headers) {
        var sent = caller.client()
                .method(org.springframework.http.HttpMethod.valueOf(method))
                .uri(Caller.ROOT + path)
                .headers(it -> {
                    it.set("X-Request-Id", request);
                    it.set("Idempotency-Key", UUID.randomUUID().toString());
                    headers.forEach(it::set);
                });
        return path.equals("/notes")
                ? sent.header("Content-Type", "application/json")
                        .bodyValue(NOTE)
                        .exchange()
                : sent.exchange();
    }
}
