package org.medalliance.platform.web;

import org.jspecify.annotations.Nullable;

/**
 * What a command answers, in the shape in which it is kept for a repeated request.
 *
 * @param status HTTP status
 * @param location path of what was made, null when nothing was
 * @param version of the aggregate afterwards, null when it has none
 */
public record Answer<T>(
        int status, @Nullable String location, @Nullable Long version, T body) {

    public static <T> Answer<T> created(String location, @Nullable Long version, T body) {
        return new Answer<>(201, location, version, body);
    }

    public static <T> Answer<T> ok(@Nullable Long version, T body) {
        return new Answer<>(200, null, version, body);
    }
}
