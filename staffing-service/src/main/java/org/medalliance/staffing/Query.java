package org.medalliance.staffing;

import java.util.regex.Pattern;
import org.medalliance.platform.lifecycle.Refusal;

/** Ids and codes that come by path or query. */
public final class Query {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{0,40}");

    private Query() {}

    /**
     * What cannot be an id is said before it reaches the database, which knows characters that it cannot store.
     *
     * @throws Refusal.Malformed when it can be none
     */
    public static String id(String text) {
        if (!ID.matcher(text).matches()) {
            throw new Refusal.Malformed("id-malformed");
        }
        return text;
    }
}
