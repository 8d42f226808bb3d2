package org.medalliance.referral.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.medalliance.referral.County.ALLIANCE;
import static org.medalliance.referral.County.DOCTOR;
import static org.medalliance.referral.County.OFFICER;
import static org.medalliance.referral.County.STRANGER;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.medalliance.platform.access.WorkerDatabase;
import org.medalliance.platform.testing.AuditTrail;
import org.medalliance.platform.testing.ServiceTest;
import org.medalliance.platform.testing.TestIdentityProvider.Person;
import org.medalliance.referral.County;
import org.medalliance.referral.ResidentNumbers;
import org.medalliance.referral.cases.ReferralLifecycle.State;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.util.HtmlUtils;
import tools.jackson.databind.JsonNode;

@ServiceTest
class ExportTest {

    private static final String CSV = "/api/referral/v1/export/referrals.csv";

    private static final String XLSX = "/api/referral/v1/export/referrals.xlsx";

    private static final Person BUREAU = Person.of(ALLIANCE, "bureau", "p-bureau", "bureau-viewer");

    @LocalServerPort
    int port;

    @Autowired
    WorkerDatabase database;

    @TempDir
    Path folder;

    County county;

    @BeforeEach
    void found() {
        county = new County(port);
        county.found();
    }

    private byte[] bytes(Person person, String path) {
        return county.client()
                .mutate()
                .codecs(it -> it.defaultCodecs().maxInMemorySize(64 << 20))
                .build()
                .get()
                .uri(path)
                .headers(it -> it.setBearerAuth(person.token()))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .returnResult()
                .getResponseBody();
    }

    private List<String> lines(Person person, String query) {
        return Arrays.asList(new String(bytes(person, CSV + query), StandardCharsets.UTF_8).split("\r\n"));
    }

    private static String number(JsonNode referral) {
        return referral.path("number").asString();
    }

    @Test
    void theBureauHasNumbersCodesTimesAndInstitutionsAndNobodysName() {
        var referral = county.act(
                DOCTOR,
                county.act(OFFICER, county.submitted(county.patient("欧阳卓玛", ResidentNumbers.next())), "decline"),
                "acknowledge");

        var lines = lines(BUREAU, "");

        assertThat(lines.getFirst()).startsWith("\uFEFF转诊编号,方向,优先级,").doesNotContain("患者", "证件");
        assertThat(lines)
                .filteredOn(it -> it.startsWith(number(referral)))
                .singleElement()
                .satisfies(it -> assertThat(it)
                        .startsWith(
                                number(referral) + ",上转,紧急,普通,03.04,已办结,已退回,clinic,clinic,hospital,hospital,cardio,")
                        .contains("NO_CAPACITY")
                        .doesNotContain("欧阳", "胸闷", "I20", "今日无床"));
    }

    @Test
    void anInstitutionHasItsOwnCasesWithTheirPatientsMasked() {
        var number = ResidentNumbers.next();
        var mine = county.submitted(county.patient("欧阳卓玛", number));
        var draft = county.draft();
        var dropped = county.act(DOCTOR, county.draft(), "withdraw");
        var drill = county.submitted();
        database.sql("update referral set synthetic = true where id = :id")
                .bind("id", UUID.fromString(County.id(drill)))
                .then()
                .block();

        var lines = lines(DOCTOR, "");

        assertThat(lines.getFirst()).endsWith(",患者,性别,证件号码");
        assertThat(lines)
                .filteredOn(it -> it.startsWith(number(mine)))
                .singleElement()
                .satisfies(it -> assertThat(it)
                        .endsWith(",欧*,男," + number.substring(0, 6) + "********" + number.substring(14))
                        .doesNotContain("欧阳", number));
        for (var left : List.of(draft, dropped, drill)) {
            assertThat(lines).noneMatch(it -> it.startsWith(number(left)));
        }
        assertThat(lines(STRANGER, "")).noneMatch(it -> it.startsWith(number(mine)));
        assertThat(new AuditTrail("referral").about(UUID.fromString(County.id(mine))))
                .extracting(AuditTrail.Entry::action)
                .contains("exportReferralsCsv");
    }

    @Test
    void directionAndPeriodNarrowItAndOthersAreRefused() {
        var up = county.submitted();
        var down = county.downAt(State.PROPOSED);
        assertThat(lines(DOCTOR, "?direction=DOWN"))
                .anyMatch(it -> it.startsWith(number(down)))
                .noneMatch(it -> it.startsWith(number(up)));
        assertThat(lines(DOCTOR, "?from=2020-01-01&to=2020-01-31")).hasSize(1);
        county.get(County.ADMIN, CSV).expectStatus().isForbidden();
        county.get(County.AUDITOR, XLSX).expectStatus().isForbidden();
        county.get(DOCTOR, CSV + "?institution=hospital").expectStatus().isForbidden();
        county.get(DOCTOR, CSV + "?from=2020-01-01").expectStatus().isBadRequest();
        assertThat(lines(BUREAU.in("other-county"), "")).hasSize(1);
    }

    @Test
    void aWorkbookHasTheSameRows() throws IOException {
        var referral = county.submitted(county.patient("欧阳卓玛", ResidentNumbers.next()));
        var sheet = sheet(bytes(DOCTOR, XLSX));
        assertThat(sheet).contains("转诊编号", "证件号码", number(referral), "欧*").doesNotContain("欧阳", "<f>");
        assertThat(sheet.split("<row ").length - 1).isEqualTo(lines(DOCTOR, "").size());
        assertThat(sheet(bytes(BUREAU, XLSX + "?from=" + LocalDate.now().minusDays(2))))
                .contains(number(referral))
                .doesNotContain("欧*");
    }

    /** As Excel opens it: by the directory at its end. */
    private String sheet(byte[] workbook) throws IOException {
        var file = Files.write(folder.resolve(UUID.randomUUID() + ".xlsx"), workbook);
        try (var zip = new ZipFile(file.toFile());
                var in = zip.getInputStream(zip.getEntry("xl/worksheets/sheet1.xml"))) {
            return HtmlUtils.htmlUnescape(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void whatASpreadsheetWouldRunIsGivenAnApostrophe() {
        assertThat(CsvFile.field("=1+1")).isEqualTo("'=1+1");
        assertThat(CsvFile.field("+86")).isEqualTo("'+86");
        assertThat(CsvFile.field("-2")).isEqualTo("'-2");
        assertThat(CsvFile.field("@SUM(A1)")).isEqualTo("'@SUM(A1)");
        assertThat(CsvFile.field("\tx")).isEqualTo("'\tx");
        assertThat(CsvFile.field("=cmd|'/c calc'!A1,\"x\"")).isEqualTo("\"'=cmd|'/c calc'!A1,\"\"x\"\"\"");
        assertThat(CsvFile.field("一楼\n二楼")).isEqualTo("\"一楼\n二楼\"");
        assertThat(CsvFile.field("张=三")).isEqualTo("张=三");
        assertThat(CsvFile.field("")).isEmpty();
    }
}
