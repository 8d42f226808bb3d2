package org.medalliance.local.engine;

/** An engine could not do what was asked; the message says why and what to do, Chinese first. */
public final class EngineFailed extends RuntimeException {

    public EngineFailed(String message) {
        super(message);
    }

    public EngineFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
