package org.medalliance.platform.outbound;

/** This address is not called. */
public final class Forbidden extends RuntimeException {

    public enum Why {
        /** No absolute URL with a host name that we can read. */
        MALFORMED,
        /** A name or password in the URL would be in every log on the way. */
        WITH_CREDENTIALS,
        NOT_HTTPS,
        UNUSUAL_PORT,
        UNKNOWN_HOST,
        NOT_PUBLIC
    }

    private final Why why;

    public Forbidden(Why why) {
        super(why.name(), null, false, false);
        this.why = why;
    }

    public Why why() {
        return why;
    }
}
