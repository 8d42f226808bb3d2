package org.medalliance.local.edition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {

    @TempDir
    Path home;

    @Test
    void environmentGoesBeforeTheFileAndTheFileBeforeTheDefault() throws Exception {
        Files.writeString(home.resolve("alliance.properties"), "gateway.port=8880\nreferral.port=8881\n");

        var settings = Settings.load(home, Map.of("ALLIANCE_GATEWAY_PORT", "9999"));

        assertThat(settings.port("gateway.port").number()).isEqualTo(9999);
        assertThat(settings.port("referral.port").number()).isEqualTo(8881);
        assertThat(settings.port("staffing.port").number()).isEqualTo(8083);
    }

    @Test
    void typingErrorInTheFileIsTold() throws Exception {
        Files.writeString(home.resolve("alliance.properties"), "gatway.port=8880\n");
        assertThatThrownBy(() -> Settings.load(home, Map.of()))
                .hasMessageContaining("gatway.port")
                .hasMessageContaining("gateway.port");
    }

    @Test
    void impossiblePortIsTold() {
        var settings = Settings.load(home, Map.of("ALLIANCE_KAFKA_PORT", "ninety"));
        assertThatThrownBy(() -> settings.port("kafka.port"))
                .hasMessageContaining("kafka.port")
                .hasMessageContaining("ninety");
        assertThatThrownBy(() -> settings.with("kafka.port", "70000").port("kafka.port"))
                .hasMessageContaining("70000");
    }
}
