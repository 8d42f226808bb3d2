package org.medalliance.platform.audit.chain;

import java.util.Arrays;

/**
 * The hashes of the chain, SM3 (GB/T 32905) all of them. Holds a buffer between calls: one for each thread.
 *
 * <p>What is written here is a format: a change of it breaks every chain that was sealed before, and so gets a new name
 * ({@code row/2}) beside the old one.
 */
public final class Chain {

    /** Bytes of a hash. */
    public static final int HASH = 32;

    private final Canonical canonical = new Canonical();

    /** What the first seal of a service's chain names as the one before it: no other service's chain fits behind it. */
    public byte[] beginning(String service) {
        return canonical.clear().text("alliance-audit-chain/1").text(service).sm3();
    }

    public byte[] rowHash(AuditRow row) {
        canonical
                .clear()
                .text("alliance-audit-row/1")
                .number(row.id())
                .text(row.alliance())
                .time(row.at())
                .text(row.subject())
                .text(row.practitioner())
                .text(row.institution())
                .count(row.roles().size());
        row.roles().forEach(canonical::text);
        canonical.text(row.action()).text(row.caseType()).count(row.caseIds().size());
        row.caseIds().forEach(canonical::id);
        return canonical
                .text(row.basis())
                .text(row.purpose())
                .text(row.requestId())
                .text(row.outcome())
                .text(row.refusal())
                .sm3();
    }

    /** The seal's own hash, over all of it but that hash. */
    public byte[] sealHash(Seal seal) {
        canonical
                .clear()
                .text("alliance-audit-seal/1")
                .bytes(seal.previous())
                .number(seal.number())
                .time(seal.sealedAt())
                .count(seal.entryIds().length);
        for (var id : seal.entryIds()) {
            canonical.number(id);
        }
        return canonical.bytes(seal.rowHashes()).sm3();
    }

    /** The hash that a seal holds for its row at this place; what is cut short fits no row. */
    public static byte[] rowHash(Seal seal, int place) {
        return Arrays.copyOfRange(seal.rowHashes(), place * HASH, (place + 1) * HASH);
    }
}
