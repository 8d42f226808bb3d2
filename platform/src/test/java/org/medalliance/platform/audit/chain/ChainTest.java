package org.medalliance.platform.audit.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ChainTest {

    private static final Instant AT = Instant.parse("2026-11-22T01:02:03.000004Z");
    private static final UUID CASE = UUID.fromString("0198c0de-0000-7000-8000-000000000001");

    private static final AuditRow ROW = row("ruijin", "s", null, List.of("a", "b"), List.of(CASE), null);

    private final Chain chain = new Chain();

    private static AuditRow row(
            String alliance,
            String subject,
            String practitioner,
            List<String> roles,
            List<UUID> cases,
            String refusal) {
        return new AuditRow(
                7,
                alliance,
                AT,
                subject,
                practitioner,
                "clinic",
                roles,
                "getReferral",
                "referral",
                cases,
                "PARTY",
                "TREATMENT",
                "request-1",
                "DONE",
                refusal);
    }

    /** Written down: who changes it breaks every chain that was ever sealed. */
    @Test
    void theFormatIsFixed() {
        assertThat(HexFormat.of().formatHex(chain.beginning("referral-service")))
                .isEqualTo("ec56ced9f2a13b2732a2614be343601f14b82af8c3542eba48c250b5492fd823");
        assertThat(HexFormat.of().formatHex(chain.rowHash(ROW)))
                .isEqualTo("4cff43da03206fcc8a5c1a8fd83b4c8f356fada131ec2d078b4e36730d6e77ec");
    }

    @Test
    void rowsThatReadAlikeWhenRunTogetherHashApart() {
        var rows = new ArrayList<AuditRow>();
        rows.add(ROW);
        rows.add(row("ruijins", "", null, List.of("a", "b"), List.of(CASE), null));
        rows.add(row("ruijin", "s", "", List.of("a", "b"), List.of(CASE), null));
        rows.add(row("ruijin", "s", null, List.of("ab"), List.of(CASE), null));
        rows.add(row("ruijin", "s", null, List.of("b", "a"), List.of(CASE), null));
        rows.add(row("ruijin", "s", null, List.of("a", "b"), List.of(), null));
        rows.add(row("ruijin", "s", null, List.of("a", "b"), List.of(CASE, CASE), null));
        rows.add(row("ruijin", "s", null, List.of("a", "b"), List.of(CASE), ""));

        assertThat(rows.stream().map(chain::rowHash).map(HexFormat.of()::formatHex))
                .doesNotHaveDuplicates();
    }

    @Test
    void aSealsHashDependsOnAllOfIt() {
        var hashes = chain.rowHash(ROW);
        var previous = chain.beginning("a");
        var seals = List.of(
                new Seal(1, AT, new long[] {7}, hashes, previous, new byte[0]),
                new Seal(2, AT, new long[] {7}, hashes, previous, new byte[0]),
                new Seal(1, AT.plusNanos(1_000), new long[] {7}, hashes, previous, new byte[0]),
                new Seal(1, AT, new long[] {8}, hashes, previous, new byte[0]),
                new Seal(1, AT, new long[] {7}, chain.beginning("c"), previous, new byte[0]),
                new Seal(1, AT, new long[] {7}, hashes, chain.beginning("b"), new byte[0]));

        assertThat(seals.stream().map(chain::sealHash).map(HexFormat.of()::formatHex))
                .doesNotHaveDuplicates();
    }
}
