package org.medalliance.local.process;

/** Something on this machine is not as it must be; the message says what and what to do, Chinese first. */
public final class LocalFailure extends RuntimeException {

    public LocalFailure(String message) {
        super(message);
    }

    public LocalFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
