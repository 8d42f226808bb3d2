package org.medalliance.referral.print;

import static org.assertj.core.api.Assertions.assertThat;
import static org.medalliance.referral.County.ALLIANCE;
import static org.medalliance.referral.County.DOCTOR;
import static org.medalliance.referral.County.OFFICER;
import static org.medalliance.referral.County.STRANGER;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.testing.AuditTrail;
import org.medalliance.platform.testing.ServiceTest;
import org.medalliance.platform.testing.TestIdentityProvider.Person;
import org.medalliance.referral.County;
import org.medalliance.referral.ResidentNumbers;
import org.medalliance.referral.cases.ReferralLifecycle.State;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;

@ServiceTest
class PrintTest {

    @LocalServerPort
    int port;

    private County county;

    @BeforeEach
    void found() {
        county = new County(port);
        county.found();
    }

    @Test
    void theFormSaysWhatTheReceivingDoctorNeeds() throws IOException {
        var referral = county.at(State.TREATED);

        try (var document = printed(DOCTOR, referral)) {
            var text = new PDFTextStripper().getText(document);
            assertThat(text)
                    .contains("双向转诊（转出）单", referral.path("number").asString())
                    .contains("张三", "1960年1月1日", "100****1234", "身份待核实")
                    .contains("不稳定型心绞痛", "I20.0", "反复胸闷三天", "超出本院诊疗能力", "患者本人，书面签字")
                    .contains("心血管内科", "预留床位", "支架植入,恢复良好", "存　根", "第 1 页，共", "紧急")
                    .doesNotContain("10020001234");
            assertThat(document.getNumberOfPages()).isLessThanOrEqualTo(2);
        }
    }

    @Test
    void theFormOfAReturnSaysWhatTheClinicGoesOnWith() throws IOException {
        try (var document = printed(DOCTOR, county.downAt(State.FOLLOWING_UP))) {
            var text = new PDFTextStripper().getText(document);
            assertThat(text)
                    .contains("双向转诊（回转）单", "赵六", "支架植入，恢复良好", "再发胸痛", "病情稳定，回基层继续治疗")
                    .contains("稳定性核对", "生命体征平稳", "阿司匹林", "100mg 每日一次", "每日步行30分钟", "随访")
                    .doesNotContain("null", "VITALS_STABLE", "STABLE_CONTINUE");
            // The head of a table stands on the page of its rows.
            var first = new PDFTextStripper();
            first.setEndPage(1);
            assertThat(first.getText(document).contains("基层是否有药"))
                    .isEqualTo(first.getText(document).contains("阿司匹林"));
        }
    }

    @Test
    void itsLettersComeWithIt() throws IOException {
        try (var document = printed(OFFICER, county.submitted())) {
            assertThat(fonts(document)).isNotEmpty().allSatisfy((name, font) -> {
                assertThat(font.isEmbedded()).as(name).isTrue();
                assertThat(name).matches("[A-Z]{6}\\+NotoSansSC-(Regular|Bold)");
            });
        }
    }

    @Test
    void anOrdinaryReferralIsOnePage() throws IOException {
        try (var document = printed(OFFICER, county.submitted())) {
            assertThat(document.getNumberOfPages()).isEqualTo(1);
        }
    }

    /** From 通用规范汉字表 beyond the basic plane, and one that few letters have: seen as missing, and which it is. */
    @Test
    void aRareCharacterOfANameIsPrintedOrSeenToBeMissing() throws IOException {
        var patient = county.patient("欧阳𬭸𠮷", ResidentNumbers.next());
        try (var document = printed(DOCTOR, county.submitted(patient))) {
            assertThat(new PDFTextStripper().getText(document)).contains("欧阳𬭸〓[U+20BB7]");
        }
    }

    @Test
    void whoMayReadMayPrintAndTheTrailKnows() {
        var referral = county.submitted();
        for (var seat : Map.of("clinic", 200, "hospital", 200, "elsewhere", 404).entrySet()) {
            for (var role : List.of("clinic-doctor", "specialist", "auditor")) {
                assertThat(answer(Person.of(ALLIANCE, seat.getKey(), "p-" + role, role), referral))
                        .as("%s at %s", role, seat.getKey())
                        .isEqualTo(seat.getValue());
            }
        }
        assertThat(answer(OFFICER.in("other-county"), referral)).isEqualTo(404);
        county.ok(county.post(STRANGER, "/api/referral/v1/break-glass", null, """
                {"caseType": "referral", "caseNumber": "%s", "reason": "PATIENT_IS_HERE",
                 "explanation": "患者已到本院急诊，神志不清"}""".formatted(
                        referral.path("number").asString())));
        assertThat(answer(STRANGER, referral)).isEqualTo(200);

        assertThat(new AuditTrail("referral").about(UUID.fromString(County.id(referral))))
                .filteredOn(it ->
                        it.action().equals("printReferral") && it.outcome().equals("DONE"))
                .extracting(AuditTrail.Entry::basis)
                .hasSize(7)
                .endsWith("BREAK_GLASS");
    }

    @Test
    void theCodeTellsTheNumberAndNothingElse() throws Exception {
        var referral = county.submitted();
        try (var document = printed(DOCTOR, referral)) {
            var page = new PDFRenderer(document).renderImageWithDPI(0, 150);
            var code = page.getSubimage(page.getWidth() * 3 / 4, 0, page.getWidth() / 4, page.getHeight() / 6);
            var read = new QRCodeReader().decode(new BinaryBitmap(new HybridBinarizer(luminance(code))));
            assertThat(read.getText()).isEqualTo(referral.path("number").asString());
        }
    }

    private static RGBLuminanceSource luminance(BufferedImage image) {
        var pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        return new RGBLuminanceSource(image.getWidth(), image.getHeight(), pixels);
    }

    private int answer(Person person, JsonNode referral) {
        return county.get(person, County.path(referral) + "/print")
                .expectBody()
                .returnResult()
                .getStatus()
                .value();
    }

    private PDDocument printed(Person person, JsonNode referral) {
        var answer = county.get(person, County.path(referral) + "/print")
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentType(MediaType.APPLICATION_PDF)
                .expectHeader()
                .valueEquals("Cache-Control", "no-store")
                .expectBody(byte[].class)
                .returnResult();
        try {
            return Loader.loadPDF(answer.getResponseBody());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, PDFont> fonts(PDDocument document) throws IOException {
        var fonts = new TreeMap<String, PDFont>();
        var waiting = new ArrayList<>(List.of(document.getPage(0).getResources()));
        while (!waiting.isEmpty()) {
            var resources = waiting.removeLast();
            for (var name : resources.getFontNames()) {
                var font = resources.getFont(name);
                fonts.put(font.getName(), font);
            }
            for (var name : resources.getXObjectNames()) {
                if (resources.getXObject(name) instanceof PDFormXObject form && form.getResources() != null) {
                    waiting.add(form.getResources());
                }
            }
        }
        return fonts;
    }
}
