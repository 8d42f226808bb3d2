package org.medalliance.platform.audit;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The case that a path names: {@code /api/referral/v1/referrals/0198…/accept} is the {@code referral} 0198….
 *
 * @param type singular of the path's word
 */
record NamedCase(String type, UUID id) {

    private static final int LENGTH = 36;

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private static final Pattern WORD = Pattern.compile("[a-z-]+");

    /** The first that the path names, which is the one that the others belong to. */
    static Optional<NamedCase> in(String path) {
        var parts = path.toLowerCase(Locale.ROOT).split("/");
        for (int i = 1; i < parts.length; i++) {
            if (parts[i].length() == LENGTH
                    && ID.matcher(parts[i]).matches()
                    && WORD.matcher(parts[i - 1]).matches()) {
                return Optional.of(new NamedCase(singular(parts[i - 1]), UUID.fromString(parts[i])));
            }
        }
        return Optional.empty();
    }

    private static String singular(String word) {
        return word.endsWith("s") && !word.endsWith("ss") ? word.substring(0, word.length() - 1) : word;
    }
}
