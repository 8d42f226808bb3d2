package org.medalliance.staffing.directory;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.lifecycle.Refusal;
import org.medalliance.platform.web.Page;
import org.medalliance.platform.web.PageRequest;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

/**
 * One page of a list that is in the order of its rows' ids.
 *
 * @param limit how many, 1 to 200
 * @param after id of the last row of the page before, empty for the first page
 */
record Slice(int limit, String after) {

    private static final Pattern CURSOR = Pattern.compile("[A-Za-z0-9-]{1,40}");

    /** Without a limit as many as may be: a directory is mostly read whole. */
    static Slice of(@Nullable Integer limit, @Nullable String cursor) {
        if (limit != null && (limit < 1 || limit > PageRequest.MOST)) {
            throw new Refusal.Malformed("limit-out-of-range", PageRequest.MOST);
        }
        if (cursor != null && !CURSOR.matcher(cursor).matches()) {
            throw new Refusal.Malformed("cursor-malformed");
        }
        return new Slice(limit == null ? PageRequest.MOST : limit, cursor == null ? "" : cursor);
    }

    /** One more than the page's limit: the one too many says that there is a next page. */
    GenericExecuteSpec bind(GenericExecuteSpec spec) {
        return spec.bind("after", after).bind("limit", limit + 1);
    }

    <T extends DirectoryRow> Page<T> page(List<T> rows) {
        if (rows.size() <= limit) {
            return new Page<>(List.copyOf(rows), null);
        }
        var items = List.copyOf(rows.subList(0, limit));
        return new Page<>(items, items.getLast().id());
    }
}
