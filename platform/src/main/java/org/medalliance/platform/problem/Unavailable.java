package org.medalliance.platform.problem;

import java.time.Duration;

/**
 * Something that a request needs is away for now, and it is none of what every request needs: 503. The caller may come
 * again.
 */
public final class Unavailable extends RuntimeException {

    private final String code;
    private final Duration after;

    /**
     * @param code names the text of the problem, and ends its type
     * @param after when it makes sense to come again
     */
    public Unavailable(String code, Duration after) {
        super(code, null, false, false);
        this.code = code;
        this.after = after;
    }

    public String code() {
        return code;
    }

    Duration after() {
        return after;
    }
}
