package org.medalliance.local.edition;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SecretsTest {

    @TempDir
    Path home;

    @Test
    void onlyTheOwnerReadsASecretAndItStaysTheSame() throws Exception {
        var folder = home.resolve("secrets");
        var word = new Secrets(folder).word("gateway-client");

        assertThat(word).hasSize(32).matches("[A-Za-z0-9_-]+");
        assertThat(new Secrets(folder).word("gateway-client")).isEqualTo(word);
        assertThat(new Secrets(folder).word("referral-client")).isNotEqualTo(word);
        assertThat(modes(folder)).isEqualTo("rwx------");
        assertThat(modes(folder.resolve("gateway-client"))).isEqualTo("rw-------");
    }

    @Test
    void secretLaidThereByAnAdministratorIsTaken() throws Exception {
        var folder = Files.createDirectories(home.resolve("secrets"));
        Files.writeString(folder.resolve("referral-owner"), "theirs\n");
        assertThat(new Secrets(folder).word("referral-owner")).isEqualTo("theirs");
    }

    @Test
    void eachServiceHasItsPrivateKeyAndEverybodysPublicKeys() throws Exception {
        var keys =
                new CareKeys(new Secrets(home.resolve("secrets")), List.of("referral-service", "telemedicine-service"));

        var own = json(keys.privateKeys("telemedicine-service"));
        var recipients = json(keys.recipients());

        assertThat(own).hasSize(1);
        assertThat(own.get(0).get("kid").asString()).isEqualTo("telemedicine-service");
        assertThat(own.get(0).get("alg").asString()).isEqualTo("ECDH-ES+A256KW");
        assertThat(own.get(0).get("d").asString()).hasSize(43);
        assertThat(modes(keys.privateKeys("telemedicine-service"))).isEqualTo("rw-------");
        assertThat(recipients).hasSize(2);
        assertThat(recipients).allMatch(key -> !key.has("d"));
        assertThat(recipients.get(1).get("x")).isEqualTo(own.get(0).get("x"));
    }

    private static JsonNode json(Path file) throws Exception {
        return JsonMapper.builder().build().readTree(Files.readString(file)).get("keys");
    }

    private static String modes(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
