package org.medalliance.platform.web;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.lifecycle.Refusal;

/** An aggregate's version as an entity tag: version 3 is {@code "3"}. */
public final class ETags {

    private static final Pattern TAG = Pattern.compile("(?:W/)?\"(\\d{1,18})\"");

    private ETags() {}

    public static String of(long version) {
        return "\"" + version + "\"";
    }

    static @Nullable Long version(@Nullable String ifMatch) {
        if (ifMatch == null) {
            return null;
        }
        var tag = TAG.matcher(ifMatch.strip());
        if (!tag.matches()) {
            throw new Refusal.Malformed("etag-malformed");
        }
        return Long.valueOf(tag.group(1));
    }
}
