package org.medalliance.platform.web;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a command answers, in the shape in which it is kept for a repeated request.
 *
 * @param status HTTP status
 * @param location path of what was made, null when nothing was
 * @param version of the aggregate afterwards, null when it has none
 * @param shown what of persons the answer shows beside that, for the audit trail; null when nothing
 */
public record Answer<T>(
        int status,
        @Nullable String location,
        @Nullable Long version,
        T body,
        @Nullable Shown shown) {

    /** Cases or patients of one type. */
    public record Shown(String caseType, List<UUID> ids) {}

    public Answer(int status, @Nullable String location, @Nullable Long version, T body) {
        this(status, location, version, body, null);
    }

    /** A list that was asked for by a command, since what was asked must not stand in an address. */
    public static <T> Answer<T> showing(String caseType, List<UUID> ids, T body) {
        return new Answer<>(200, null, null, body, new Shown(caseType, ids));
    }

    public static <T> Answer<T> created(String location, @Nullable Long version, T body) {
        return new Answer<>(201, location, version, body);
    }

    public static <T> Answer<T> ok(@Nullable Long version, T body) {
        return new Answer<>(200, null, version, body);
    }
}
