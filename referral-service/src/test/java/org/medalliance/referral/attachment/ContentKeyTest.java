package org.medalliance.referral.attachment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.security.SecureRandom;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.medalliance.platform.crypto.Suite;
import org.medalliance.platform.crypto.Tampered;

class ContentKeyTest {

    private static final UUID FILE = UUID.randomUUID();

    private static final byte[] CLEAR = "心电图".getBytes(java.nio.charset.StandardCharsets.UTF_8);

    @ParameterizedTest
    @ValueSource(strings = {"sm", "international"})
    void aChunkOpensInItsOwnPlaceOnly(String suite) {
        var key = ContentKey.random(Suite.of(suite), new SecureRandom());
        var sealed = key.seal(FILE, new Chunk(1, false, CLEAR));
        var again = ContentKey.of(suite, key.text());

        assertThat(again.open(FILE, 1, false, sealed)).isEqualTo(CLEAR);
        refused(() -> again.open(FILE, 0, false, sealed));
        refused(() -> again.open(FILE, 1, true, sealed));
        refused(() -> again.open(UUID.randomUUID(), 1, false, sealed));
        refused(() -> ContentKey.random(Suite.of(suite), new SecureRandom()).open(FILE, 1, false, sealed));
        sealed[3] ^= 1;
        refused(() -> again.open(FILE, 1, false, sealed));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sm", "international"})
    void aKeyShowsNothingOfItself(String suite) {
        var key = ContentKey.random(Suite.of(suite), new SecureRandom());

        assertThat(key.toString()).isEqualTo("ContentKey[" + suite + "]");
    }

    private static void refused(Runnable opening) {
        assertThatExceptionOfType(Tampered.class).isThrownBy(opening::run);
    }
}
