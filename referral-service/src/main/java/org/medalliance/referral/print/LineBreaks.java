package org.medalliance.referral.print;

import org.openpdf.text.SplitCharacter;
import org.openpdf.text.pdf.DefaultSplitCharacter;
import org.openpdf.text.pdf.PdfChunk;

/** Where a line of Chinese may end: anywhere but before a closing mark, after an opening one, or within a character. */
final class LineBreaks implements SplitCharacter {

    static final LineBreaks INSTANCE = new LineBreaks();

    private static final String NOT_FIRST = "，。、；：？！）》〉】〕」』”’…—·,.;:?!)]}%℃";

    private static final String NOT_LAST = "（《〈【〔「『“‘([{";

    private final SplitCharacter usual = DefaultSplitCharacter.DEFAULT;

    private LineBreaks() {}

    @Override
    public boolean isSplitCharacter(int start, int current, int end, char[] text, PdfChunk[] chunks) {
        var here = text[current];
        var next = current + 1 < end ? text[current + 1] : ' ';
        if (Character.isHighSurrogate(here) || NOT_LAST.indexOf(here) >= 0 || NOT_FIRST.indexOf(next) >= 0) {
            return false;
        }
        return Character.isLowSurrogate(here)
                || isWide(here)
                || isWide(next) && !Character.isLetterOrDigit(here)
                || usual.isSplitCharacter(start, current, end, text, chunks);
    }

    private static boolean isWide(char it) {
        return Character.UnicodeScript.of(it) == Character.UnicodeScript.HAN
                || it >= 0x3000 && it <= 0x303F
                || it >= 0xFF00;
    }
}
