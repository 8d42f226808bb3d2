package org.medalliance.referral.attachment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class KindTest {

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] at(int offset, String mark) {
        var file = new byte[offset + mark.length() + 10];
        System.arraycopy(bytes(mark), 0, file, offset, mark.length());
        return file;
    }

    @Test
    void aFileIsWhatItsFirstBytesSay() {
        assertThat(Kind.of(bytes("%PDF-1.4\n"))).contains(Kind.PDF);
        assertThat(Kind.of(HexFormat.of().parseHex("ffd8ffe000104a46"))).contains(Kind.JPEG);
        assertThat(Kind.of(HexFormat.of().parseHex("89504e470d0a1a0a0000"))).contains(Kind.PNG);
        assertThat(Kind.of(bytes("RIFF....WEBPVP8 "))).contains(Kind.WEBP);
        assertThat(Kind.of(at(128, "DICM"))).contains(Kind.DICOM);
        assertThat(Kind.of(at(16, "SCPECG"))).contains(Kind.SCP_ECG);
        assertThat(Kind.of(
                        bytes("\uFEFF<?xml version=\"1.0\"?>\n<!-- 心电 -->\n<AnnotatedECG xmlns=\"urn:hl7-org:v3\">")))
                .contains(Kind.AECG);
        assertThat(Kind.of(bytes("<hl7:AnnotatedECG xmlns:hl7=\"urn:hl7-org:v3\">")))
                .contains(Kind.AECG);
    }

    @Test
    void whatIsNoneOfTheseIsNothing() {
        for (var other : new String[] {
            "",
            "%PD",
            "MZ\u0090",
            "PK\u0003\u0004",
            "<html><script>",
            "<svg xmlns=",
            "GIF89a",
            "RIFF....WAVE",
            "<x>AnnotatedECGs</x>",
            "AnnotatedECG"
        }) {
            assertThat(Kind.of(bytes(other))).as(other).isEmpty();
        }
        assertThat(Kind.of(Arrays.copyOf(at(128, "DICM"), 131))).isEmpty();
    }

    @Test
    void aFileIsNamedAsWhatItIs() {
        assertThat(Kind.PDF.named("报告.PDF")).isEqualTo("报告.PDF");
        assertThat(Kind.JPEG.named("x.jpeg")).isEqualTo("x.jpeg");
        assertThat(Kind.JPEG.named("invoice.exe")).isEqualTo("invoice.exe.jpg");
    }
}
