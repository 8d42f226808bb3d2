package org.medalliance.platform.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class AlgorithmTest {

    /** RFC 4231, test case 2. */
    @Test
    void hmacSha256IsTheOneOfTheStandard() {
        assertThat(hex(Algorithm.HMAC_SHA256, "Jefe", "what do ya want for nothing?"))
                .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }

    /** As OpenSSL 3 has it: {@code printf hello | openssl dgst -sm3 -hmac Jefe}. */
    @Test
    void hmacSm3IsTheOneOfOthers() {
        assertThat(hex(Algorithm.HMAC_SM3, "Jefe", "hello"))
                .isEqualTo("ef3fd6db19c011430b83c4464e1410744c6731f6e1237ad5696b43b5bb1866ff");
    }

    /** What the integrator's guide computes with {@code printf '%s.%s' "$timestamp" "$body" | openssl dgst -hmac}. */
    @Test
    void timestampAndBodyAreSignedTogether() {
        var body = "{\"a\":1}".getBytes(UTF_8);

        assertThat(Algorithm.HMAC_SHA256.signature("c2VjcmV0", "1700000000", body))
                .isEqualTo("v1=ef2aafb21508618574bc60b8b0ee60a39f6ff8760bf9c211bc635fdbbcefaa0c");
        assertThat(Algorithm.HMAC_SM3.signature("c2VjcmV0", "1700000000", body))
                .isEqualTo("v1=2b6a48cb47f805e04bae94359418fad313824d98733bf1d9835c7a32a638fb5f");
    }

    @Test
    void attemptsBecomeRarerUpToAnHourAndSpread() {
        assertThat(BackOff.after(1, () -> 0.5)).isEqualTo(Duration.ofSeconds(5));
        assertThat(BackOff.after(2, () -> 0.5)).isEqualTo(Duration.ofSeconds(10));
        assertThat(BackOff.after(3, () -> 0)).isEqualTo(Duration.ofSeconds(16));
        assertThat(BackOff.after(3, () -> 1)).isEqualTo(Duration.ofSeconds(24));
        assertThat(BackOff.after(11, () -> 0.5)).isEqualTo(Duration.ofHours(1));
        assertThat(BackOff.after(1000, () -> 0.5)).isEqualTo(Duration.ofHours(1));
    }

    private static String hex(Algorithm algorithm, String key, String message) {
        return HexFormat.of().formatHex(algorithm.sign(key.getBytes(UTF_8), message.getBytes(UTF_8)));
    }
}
