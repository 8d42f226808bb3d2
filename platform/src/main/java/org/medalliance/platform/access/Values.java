package org.medalliance.platform.access;

import io.r2dbc.spi.Parameter;
import io.r2dbc.spi.Parameters;
import org.jspecify.annotations.Nullable;

/** Values for a statement's parameters. */
public final class Values {

    private Values() {}

    /**
     * The value, or a NULL of its type: {@code spec.bind("reason", Values.orNull(reason, String.class))}.
     *
     * @param type what a NULL is a NULL of
     */
    public static <T> Parameter orNull(@Nullable T value, Class<T> type) {
        return value == null ? Parameters.in(type) : Parameters.in(value);
    }

    /** A text, or NULL. */
    public static Parameter orNull(@Nullable String value) {
        return orNull(value, String.class);
    }

    /** An enum's name, or NULL. */
    public static Parameter nameOrNull(@Nullable Enum<?> value) {
        return orNull(value == null ? null : value.name());
    }
}
