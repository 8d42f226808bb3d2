package org.medalliance.local.edition;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class FieldKeysTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    @TempDir
    Path home;

    @Test
    void keysAreMadeOnceForTheirOwnerAlone() throws Exception {
        var keys = new FieldKeys(new Secrets(home.resolve("secrets")), "sm");

        var sources = keys.sources("referral-service");

        assertThat(sources).matches("file:.*keys-referral-service\\.json,file:.*keys-person\\.json");
        assertThat(keys.sources("referral-service")).isEqualTo(sources);
        for (var source : sources.split(",")) {
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(Path.of(source.substring("file:".length())))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void aChangeAddsAVersionAndKeepsTheOldOnes() throws Exception {
        var keys = new FieldKeys(new Secrets(home.resolve("secrets")), "sm");
        keys.sources("referral-service");
        var file = home.resolve("secrets/keys-referral-service.json");
        var before = JSON.readTree(Files.readString(file));

        new FieldKeys(new Secrets(home.resolve("secrets")), "international").rotate("referral-service");

        var after = JSON.readTree(Files.readString(file));
        assertThat(after.path("data").path(0)).isEqualTo(before.path("data").path(0));
        assertThat(after.path("index").path(0)).isEqualTo(before.path("index").path(0));
        assertThat(after.path("data").path(1).path("version").asInt()).isEqualTo(2);
        assertThat(after.path("index").path(1).path("suite").asString()).isEqualTo("international");
        assertThat(after.path("data").path(1).path("key").asString())
                .isNotEqualTo(after.path("data").path(0).path("key").asString());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }
}
