package org.medalliance.platform.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.medalliance.platform.testing.TestKeys;

/** Keys come from where nobody else reads them, or not at all. */
class KeySourceTest {

    private static final String JSON = """
            {"data": [{"version": 1, "key": "%1$s"}, {"version": 2, "key": "%1$s"}],
             "index": [{"version": 1, "suite": "sm", "key": "%1$s"}],
             "person": [{"version": 1, "suite": "international", "key": "%1$s"},
                        {"version": 2, "suite": "sm", "waiting": true, "key": "%1$s"}]}
            """.formatted(Base64.getEncoder().encodeToString(new byte[32]));

    @Test
    void aFileThatOthersMayOpenIsRefusedAndSaysHowToMendIt() throws Exception {
        var file = TestKeys.file(JSON);
        for (var mode : List.of("rw-r-----", "rw----r--", "rw--w----")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
            assertThatThrownBy(() -> KeySource.at("file:" + file, null).keys())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("chmod 600")
                    .hasMessageContaining(file.toString());
        }
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
        assertThat(KeySource.at("file:" + file, null).keys()).hasSize(5);
    }

    @Test
    void theNewestWritesAndEveryOneReads() {
        var keys = keys(JSON);

        assertThat(keys.current(Purpose.DATA)).isEqualTo(2);
        assertThat(keys.versions(Purpose.DATA)).containsExactly(2, 1);
    }

    @Test
    void aKeyThatWaitsIsReadWithAndNotWrittenWith() {
        var keys = keys(JSON);

        assertThat(keys.current(Purpose.PERSON)).isEqualTo(1);
        assertThat(keys.versions(Purpose.PERSON)).containsExactly(1, 2);
    }

    @Test
    void aVariableHoldsTheSameAsItIsOrInBase64() {
        var encoded = Base64.getEncoder().encodeToString(JSON.getBytes(StandardCharsets.UTF_8));

        assertThat(new KeyVariable("KEYS", encoded).keys()).isEqualTo(new KeyVariable("KEYS", JSON).keys());
        assertThatThrownBy(() -> new KeyVariable("KEYS", null).keys()).hasMessageContaining("KEYS");
        assertThatThrownBy(() -> new KeyVariable("KEYS", "???").keys()).hasMessageContaining("KEYS");
    }

    @Test
    void aKeyStoreHoldsTheSame(@TempDir Path folder) throws Exception {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        for (var alias : List.of("data-1", "data-2", "index-1-sm", "person-1-international", "person-2-sm-waiting")) {
            store.setEntry(
                    alias,
                    new KeyStore.SecretKeyEntry(new SecretKeySpec(new byte[32], "AES")),
                    new KeyStore.PasswordProtection("word".toCharArray()));
        }
        var file = folder.resolve("keys.p12");
        try (var out = Files.newOutputStream(file)) {
            store.store(out, "word".toCharArray());
        }

        assertThat(KeySource.at("pkcs12:" + file, "word").keys())
                .containsExactlyInAnyOrderElementsOf(new KeyVariable("KEYS", JSON).keys());
        assertThatThrownBy(() -> KeySource.at("pkcs12:" + file, "other").keys())
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> KeySource.at("pkcs12:" + file, null).keys())
                .hasMessageContaining("alliance.crypto.password");
    }

    @Test
    void aKeyThatIsTooShortTwiceThereOrMissingStopsTheStart() {
        assertThatThrownBy(() -> keys("{\"data\": [{\"version\": 1, \"key\": \"AAAA\"}]}"))
                .hasMessageContaining("3 bytes")
                .hasMessageNotContaining("AAAA");
        assertThatThrownBy(() -> keys("{}")).hasMessageContaining("data");
        assertThatThrownBy(() -> keys(JSON.replace("\"version\": 2, \"key\"", "\"version\": 1, \"key\"")))
                .hasMessageContaining("Two keys");
        assertThatThrownBy(() -> keys("{no json")).hasMessageContaining("no JSON");
        assertThatThrownBy(() -> KeySource.at("http://keys", null)).hasMessageContaining("file:");
    }

    private static Keys keys(String json) {
        return new Keys(Suite.of("sm"), new KeyVariable("KEYS", json).keys());
    }
}
