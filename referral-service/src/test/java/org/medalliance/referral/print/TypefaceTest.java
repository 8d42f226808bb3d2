package org.medalliance.referral.print;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class TypefaceTest {

    private static final Typeface FACE = new Typeface();

    @Test
    void whatCanBePrintedIsPrintedAsItIs() {
        var text = "张三 𬭸 ￥36.7℃ ≤0.04 μg/mL “引号”——…✓□";
        assertThat(FACE.legible(text)).isEqualTo(text);
    }

    @Test
    void whatCannotIsWrittenAsWhatItStandsForOrSeenToBeMissing() {
        assertThat(FACE.legible("SpO₂ 96%\t好\u200B\u0007")).isEqualTo("SpO2 96% 好");
        assertThat(FACE.legible("𠮷")).isEqualTo("〓[U+20BB7]");
    }

    @Test
    void noLineBeginsWithAClosingMarkOrEndsWithAnOpeningOneOrSplitsACharacter() {
        assertThat(breaks("胸痛，（重）")).isEqualTo("胸|痛，|（重）|");
        assertThat(breaks("欧阳𬭸生")).isEqualTo("欧|阳|𬭸|生|");
        assertThat(breaks("肌钙蛋白0.08 ng/mL高")).startsWith("肌|钙|蛋|白|0.08 |").endsWith("高|");
    }

    private static String breaks(String text) {
        var marked = new StringBuilder();
        for (var i = 0; i < text.length(); i++) {
            marked.append(text.charAt(i));
            if (LineBreaks.INSTANCE.isSplitCharacter(0, i, text.length(), text.toCharArray(), null)) {
                marked.append('|');
            }
        }
        return marked.toString();
    }

    @Test
    void anAgeIsWrittenAsPaediatricsCounts() {
        var at = Instant.parse("2026-11-22T04:00:00Z");
        assertThat(Times.age(LocalDate.of(1960, 1, 1), at)).isEqualTo("66 岁");
        assertThat(Times.age(LocalDate.of(2023, 8, 1), at)).isEqualTo("3 岁 3 个月");
        assertThat(Times.age(LocalDate.of(2026, 9, 1), at)).isEqualTo("2 个月");
        assertThat(Times.age(LocalDate.of(2026, 11, 20), at)).isEqualTo("2 天");
    }
}
