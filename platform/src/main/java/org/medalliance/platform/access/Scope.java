package org.medalliance.platform.access;

/**
 * The alliance within whose rows a statement stays. Taken from an actor's token or from an event's envelope, nowhere
 * else.
 */
public record Scope(String alliance) {

    public Scope {
        if (alliance.isBlank()) {
            throw new IllegalArgumentException("A scope without an alliance would see every alliance.");
        }
    }
}
