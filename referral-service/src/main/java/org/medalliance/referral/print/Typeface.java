package org.medalliance.referral.print;

import java.awt.Color;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import org.openpdf.text.Font;
import org.openpdf.text.pdf.BaseFont;

/**
 * The form's letters: Noto Sans SC, which has the characters of GB 18030's basic planes and the rare ones of the
 * table of standard characters (通用规范汉字表). Loaded with the first print, some 40 MiB of memory from then on.
 */
final class Typeface {

    private static final String PLACE = "/fonts/ttf/NotoSansSC/NotoSansSC-%s.ttf";

    /** 〓, by which printers have always said that a character is missing. */
    private static final int GETA = 0x3013;

    private final BaseFont regular = load("Regular");
    private final BaseFont bold = load("Bold");

    Font regular(float size) {
        return new Font(regular, size, Font.NORMAL, Color.BLACK);
    }

    Font regular(float size, Color color) {
        return new Font(regular, size, Font.NORMAL, color);
    }

    Font bold(float size) {
        return new Font(bold, size, Font.NORMAL, Color.BLACK);
    }

    Font bold(float size, Color color) {
        return new Font(bold, size, Font.NORMAL, color);
    }

    /** In points. */
    float width(String text, float size) {
        return regular.getWidthPoint(text, size);
    }

    /**
     * The text as it can be printed. A character that the letters lack is shown as missing, with its code, and can be
     * written in by hand: a name never gets shorter without a word.
     */
    String legible(String text) {
        var legible = new StringBuilder(text.length());
        text.codePoints().forEach(it -> {
            if (it == '\n' || regular.charExists(it)) {
                legible.appendCodePoint(it);
            } else if (Character.isWhitespace(it)) {
                legible.append(' ');
            } else if (!Character.isISOControl(it) && Character.getType(it) != Character.FORMAT) {
                legible.append(plainer(it));
            }
        });
        return legible.toString();
    }

    /** A subscript or a compatibility form is written as what it stands for, if that can be. */
    private String plainer(int missing) {
        var plain = Normalizer.normalize(Character.toString(missing), Normalizer.Form.NFKC);
        return plain.codePoints().allMatch(regular::charExists)
                ? plain
                : Character.toString(GETA) + "[U+%04X]".formatted(missing);
    }

    private static BaseFont load(String weight) {
        var place = PLACE.formatted(weight);
        try (var file = Typeface.class.getResourceAsStream(place)) {
            if (file == null) {
                throw new IllegalStateException(place + " is missing.");
            }
            return BaseFont.createFont(
                    weight + ".ttf",
                    BaseFont.IDENTITY_H,
                    BaseFont.EMBEDDED,
                    BaseFont.NOT_CACHED,
                    file.readAllBytes(),
                    null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
