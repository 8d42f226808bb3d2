package org.medalliance.platform.web;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.lifecycle.Refusal;
import org.medalliance.platform.time.Era;

/**
 * One page of a list, by keyset: as cheap on the thousandth page as on the first.
 *
 * @param limit how many, 1 to {@value #MOST}
 * @param after where the page before ended, null for the first page
 */
public record PageRequest(int limit, @Nullable Position after) {

    /** Below the 256 rows from which a cancelled read can harm its connection. */
    public static final int MOST = 200;

    private static final int USUAL = 20;

    /** The last row of a page: its time and, where times are equal, its id. */
    public record Position(Instant at, UUID id) {

        String cursor() {
            var text = at + "|" + id;
            return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        }

        private static Position of(String cursor) {
            try {
                var text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
                var bar = text.indexOf('|');
                if (bar < 0) {
                    throw new Refusal.Malformed("cursor-malformed");
                }
                var at = Instant.parse(text.substring(0, bar));
                if (!Era.holds(at)) {
                    throw new Refusal.Malformed("cursor-malformed");
                }
                return new Position(at, UUID.fromString(text.substring(bar + 1)));
            } catch (IllegalArgumentException | DateTimeParseException _) {
                throw new Refusal.Malformed("cursor-malformed");
            }
        }
    }

    /** What a query can be bound to on the first page: later than any row. */
    public static final Position START = new Position(Instant.parse("9999-01-01T00:00:00Z"), new UUID(-1L, -1L));

    static PageRequest of(@Nullable String limit, @Nullable String cursor) {
        return new PageRequest(limit(limit), cursor == null ? null : Position.of(cursor));
    }

    /** Newest first: rows strictly before this position. */
    public Position before() {
        return after == null ? START : after;
    }

    private static int limit(@Nullable String text) {
        if (text == null) {
            return USUAL;
        }
        try {
            var limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= MOST) {
                return limit;
            }
        } catch (NumberFormatException _) {
            // Said below, with the same words as for a number out of range.
        }
        throw new Refusal.Malformed("limit-out-of-range", MOST);
    }
}
