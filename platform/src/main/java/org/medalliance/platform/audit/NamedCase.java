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

    private static final Pattern NAMED = Pattern.compile("/([a-z-]+)/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})");

    /** The first that the path names, which is the one that the others belong to. */
    static Optional<NamedCase> in(String path) {
        var found = NAMED.matcher(path.toLowerCase(Locale.ROOT));
        return found.find()
                ? Optional.of(new NamedCase(singular(found.group(1)), UUID.fromString(found.group(2))))
                : Optional.empty();
    }

    private static String singular(String word) {
        return word.endsWith("s") && !word.endsWith("ss") ? word.substring(0, word.length() - 1) : word;
    }
}
