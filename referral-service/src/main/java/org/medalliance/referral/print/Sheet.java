package org.medalliance.referral.print;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands on a printed form, before it is drawn. Another form is another way to fill this.
 *
 * @param title such as 双向转诊（转出）单
 * @param number of the case; it is all that the QR code tells
 * @param issuer whose form it is
 * @param notice stands beside the title, such as the priority; null where there is nothing to say
 * @param signatures who signs, at the foot
 * @param stub what remains with the issuer, below the line to cut along; empty for none
 */
record Sheet(
        String title,
        String number,
        String issuer,
        @Nullable String notice,
        List<Section> sections,
        List<Signature> signatures,
        List<Field> stub) {

    sealed interface Section {
        String heading();
    }

    /** Label and value side by side, four columns to a row. */
    record Fields(String heading, List<Field> fields) implements Section {}

    /** Text in paragraphs under labels of their own. */
    record Texts(String heading, List<Field> paragraphs) implements Section {}

    /**
     * @param widths of the columns, relative to one another
     * @param rows each with a cell for every column
     */
    record Lines(String heading, List<String> columns, List<Integer> widths, List<List<String>> rows)
            implements Section {}

    /**
     * @param wide whether the value takes the whole row
     */
    record Field(String label, String value, boolean wide) {

        static Field of(String label, @Nullable String value) {
            return new Field(label, shown(value), false);
        }

        static Field wide(String label, @Nullable String value) {
            return new Field(label, shown(value), true);
        }

        /** A form has no empty place: one sees that nothing is known. */
        private static String shown(@Nullable String value) {
            return value == null || value.isBlank() ? "—" : value.strip();
        }
    }

    /**
     * @param who such as 转诊医生（签名）
     * @param name in print where it is known already, else null
     */
    record Signature(String who, @Nullable String name) {}
}
