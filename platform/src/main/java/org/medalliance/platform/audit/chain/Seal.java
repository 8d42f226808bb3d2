package org.medalliance.platform.audit.chain;

import java.time.Instant;

/**
 * A row of {@code audit_seal}: one link of the chain over a batch of entries.
 *
 * @param number without a gap, from 1
 * @param entryIds in the order in which they were sealed
 * @param rowHashes {@link Chain#HASH} bytes for each entry, in that order
 * @param previous hash of the seal before, or the beginning of the service's chain
 * @param hash over all the others
 */
@SuppressWarnings("ArrayRecordComponent") // Bytes as they are stored; nobody compares or changes seals.
public record Seal(long number, Instant sealedAt, long[] entryIds, byte[] rowHashes, byte[] previous, byte[] hash) {}
