package org.medalliance.platform.access;

import org.jspecify.annotations.Nullable;

/** The framework's rule for the values of headers: assigned characters, none of which is a control but the tab. */
final class HeaderText {

    private HeaderText() {}

    /** @param value null where there is no such header, of which the framework asks too */
    static boolean isAllowed(@Nullable String value) {
        if (value == null) {
            return true;
        }
        for (int i = 0; i < value.length(); ) {
            var character = value.codePointAt(i);
            if (!isPrintedAscii(character) && !isAllowed(character)) {
                return false;
            }
            i += Character.charCount(character);
        }
        return true;
    }

    private static boolean isPrintedAscii(int character) {
        return character >= ' ' && character <= '~';
    }

    private static boolean isAllowed(int character) {
        return Character.isDefined(character) && (character == '\t' || !Character.isISOControl(character));
    }
}
