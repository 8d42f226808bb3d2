package org.medalliance.referral.attachment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.medalliance.referral.County.ALLIANCE;
import static org.medalliance.referral.County.AUDITOR;
import static org.medalliance.referral.County.DOCTOR;
import static org.medalliance.referral.County.OFFICER;
import static org.medalliance.referral.County.STRANGER;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.access.WorkerDatabase;
import org.medalliance.platform.retention.Erasable;
import org.medalliance.platform.testing.AuditTrail;
import org.medalliance.platform.testing.ServiceTest;
import org.medalliance.platform.testing.TestIdentityProvider.Person;
import org.medalliance.referral.County;
import org.medalliance.referral.cases.ReferralLifecycle.State;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.transaction.reactive.TransactionalOperator;
import tools.jackson.databind.JsonNode;

/** Who adds files, who reads them, and who takes back what. */
@ServiceTest
class AttachmentSightTest {

    @LocalServerPort
    int port;

    @Autowired
    WorkerDatabase database;

    @Autowired
    List<Erasable> erasables;

    @Autowired
    TransactionalOperator transaction;

    private County county;
    private Files files;
    private JsonNode referral;

    @BeforeEach
    void aCase() {
        county = new County(port);
        county.found();
        files = Files.at(port);
        referral = county.submitted();
    }

    @Test
    void whoAddedItStrikesItOutAndNobodySeesItsContentButAnAuditor() {
        var id = files.upload(DOCTOR, referral, Files.pdf(100, 1)).id();

        assertThat(files.strike(OFFICER, referral, id, "1").problem()).isEqualTo("attachment-of-others");
        assertThat(files.strike(DOCTOR, referral, id, "2").status()).isEqualTo(412);
        var struck = files.strike(DOCTOR, referral, id, "1");

        assertThat(struck.status()).isEqualTo(200);
        assertThat(struck.body().path("struck").path("reason").asString()).isEqualTo("传错患者");
        assertThat(struck.body().path("version").asLong()).isEqualTo(2);
        assertThat(struck.body().path("availableActions")).isEmpty();
        assertThat(files.strike(DOCTOR, referral, id, "2").problem()).isEqualTo("attachment-struck");
        assertThat(files.list(OFFICER, referral).body().path("items")).hasSize(1);
        assertThat(files.content(OFFICER, referral, id).statusCode()).isEqualTo(409);
        assertThat(files.content(AUDITOR, referral, id).statusCode()).isEqualTo(200);
    }

    @Test
    void theCliniciansOfBothPartiesAddAndWhoTreatsNobodyReadsNothing() {
        var id = files.upload(DOCTOR, referral, Files.pdf(100, 1)).id();
        var adding = List.of("clinic-doctor", "referral-officer", "duty-officer", "specialist", "centre-lead");
        var reading = List.of("auditor", "his-client");
        var others = List.of("reviewer", "staffing-manager", "bureau-viewer", "alliance-admin", "operator");
        for (var seat : List.of("clinic", "hospital", "elsewhere")) {
            for (var role :
                    Stream.of(adding, reading, others).flatMap(List::stream).toList()) {
                var person = Person.of(ALLIANCE, seat, "p-" + role, role);
                var stranger = seat.equals("elsewhere");
                var expected = stranger ? 404 : adding.contains(role) ? 201 : 403;
                var seen = stranger ? 404 : others.contains(role) ? 403 : 200;
                assertThat(files.upload(person, referral, Files.pdf(100, 1)).status())
                        .as("%s at %s adds", role, seat)
                        .isEqualTo(expected);
                assertThat(files.list(person, referral).status())
                        .as("%s at %s reads", role, seat)
                        .isEqualTo(seen);
                assertThat(files.content(person, referral, id).statusCode())
                        .as("%s at %s opens", role, seat)
                        .isEqualTo(seen);
            }
        }
        assertThat(files.list(OFFICER.in("other-county"), referral).status()).isEqualTo(404);
    }

    @Test
    void whoForwardedTheCaseOnKeepsSightOfItsFilesAndTouchesNone() {
        var id = files.upload(OFFICER, referral, Files.pdf(100, 1)).id();
        var forwarded = county.act(OFFICER, referral, "forward");

        assertThat(files.content(OFFICER, forwarded, id).statusCode()).isEqualTo(200);
        assertThat(files.list(OFFICER, forwarded).body().path("items").path(0).path("availableActions"))
                .isEmpty();
        var added = files.upload(OFFICER, forwarded, Files.pdf(100, 2));
        assertThat(added.status()).isEqualTo(403);
        assertThat(added.problem()).isEqualTo("attachments-passed-on");
        var struck = files.strike(OFFICER, forwarded, id, "1");
        assertThat(struck.status()).isEqualTo(403);
        assertThat(struck.problem()).isEqualTo("attachments-passed-on");
        assertThat(files.upload(STRANGER, forwarded, Files.pdf(100, 3)).status())
                .as("who has it now")
                .isEqualTo(201);
    }

    @Test
    void aFileIsOfItsOwnReferralOnly() {
        var id = files.upload(DOCTOR, referral, Files.pdf(100, 1)).id();
        var other = county.submitted();

        assertThat(files.content(DOCTOR, other, id).statusCode()).isEqualTo(404);
        assertThat(files.strike(DOCTOR, other, id, "1").status()).isEqualTo(404);
    }

    @Test
    void aDraftHasFilesOfItsSenderAndTheyGoWithTheCaseOnceItIsSent() {
        var draft = county.draft();
        var id = files.upload(DOCTOR, draft, Files.pdf(100, 1)).id();

        assertThat(files.upload(OFFICER, draft, Files.pdf(100, 2)).status()).isEqualTo(404);
        assertThat(files.content(OFFICER, draft, id).statusCode()).isEqualTo(404);
        var sent = county.act(DOCTOR, draft, "submit", null);
        assertThat(files.content(OFFICER, sent, id).statusCode()).isEqualTo(200);
    }

    @Test
    void ofADraftThatNobodySentNoFileStays() {
        var draft = county.draft();
        files.upload(DOCTOR, draft, Files.pdf(100, 1));
        assertThat(kept(draft)).isEqualTo(3);
        var old = Instant.now().minus(Duration.ofDays(31));
        database.sql("update referral set moved_at = :at where id = cast(:id as uuid)")
                .bind("at", old)
                .bind("id", County.id(draft))
                .then()
                .block();

        var scope = new Scope(ALLIANCE);
        var erased = erasables.stream()
                .filter(it -> it.name().equals("drafts"))
                .findFirst()
                .orElseThrow()
                .erase(scope, old.plusSeconds(1), 200)
                .as(transaction::transactional)
                .contextWrite(scope.carried())
                .block();

        assertThat(erased).contains(UUID.fromString(County.id(draft)));
        assertThat(kept(draft)).isZero();
    }

    /** Rows of all three tables. */
    private long kept(JsonNode it) {
        return Stream.of("attachment", "attachment_content", "attachment_chunk")
                .mapToLong(table -> database.sql(
                                "select count(*) from %s where referral_id = cast(:id as uuid)".formatted(table))
                        .bind("id", County.id(it))
                        .map(row -> row.get(0, Long.class))
                        .one()
                        .block())
                .sum();
    }

    @Test
    void nothingIsAddedToACaseThatIsOver() {
        var closed = county.at(State.CLOSED);

        var refused = files.upload(DOCTOR, closed, Files.pdf(100, 1));

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.problem()).isEqualTo("wrong-state");
    }

    @Test
    void inAnEmergencyAStrangerReadsAndAddsNothingAndTheTrailSaysWhy() {
        var id = files.upload(DOCTOR, referral, Files.pdf(100, 1)).id();
        county.ok(county.post(STRANGER, "/api/referral/v1/break-glass", null, """
                {"caseType": "referral", "caseNumber": "%s", "reason": "PATIENT_IS_HERE",
                 "explanation": "患者已到本院急诊，神志不清"}""".formatted(
                        referral.path("number").asString())));

        assertThat(files.list(STRANGER, referral).status()).isEqualTo(200);
        assertThat(files.content(STRANGER, referral, id).statusCode()).isEqualTo(200);
        assertThat(files.upload(STRANGER, referral, Files.pdf(100, 2)).status()).isEqualTo(404);
        assertThat(files.strike(STRANGER, referral, id, "1").status()).isEqualTo(404);
        assertThat(new AuditTrail("referral").about(UUID.fromString(County.id(referral))))
                .filteredOn(it -> it.basis().equals("BREAK_GLASS"))
                .extracting(AuditTrail.Entry::action)
                .containsExactly("listAttachments", "getAttachmentContent");
        assertThat(new AuditTrail("referral").about(UUID.fromString(id)))
                .as("of this one file")
                .singleElement()
                .satisfies(it -> assertThat(it.action()).isEqualTo("getAttachmentContent"));
    }
}
