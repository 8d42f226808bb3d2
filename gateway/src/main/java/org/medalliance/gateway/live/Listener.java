package org.medalliance.gateway.live;

import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Who listens.
 *
 * @param actor the person or program, whatever number of streams it opens
 * @param signedOut whether the sign-in that opened the stream is over
 */
record Listener(String actor, Set<Audience> audiences, BooleanSupplier signedOut) {}
