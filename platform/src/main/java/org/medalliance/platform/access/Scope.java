package org.medalliance.platform.access;

import java.util.function.Function;
import reactor.util.context.Context;

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

    /**
     * For work without a request, such as an event's effect or a deadline: lets the database show this alliance's rows
     * to whatever comes before it in the pipeline ({@code work.contextWrite(scope.carried())}).
     */
    public Function<Context, Context> carried() {
        return context -> context.put(Scope.class, this);
    }
}
