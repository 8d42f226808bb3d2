package org.medalliance.referral;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.medalliance.platform.testing.ServiceTest;
import org.medalliance.platform.testing.WebhookNames;
import org.springframework.boot.test.web.server.LocalServerPort;

@ServiceTest
class WebhookNamesTest {

    @LocalServerPort
    int port;

    @Test
    void everythingThatWebhooksMayChooseHasANameInBothLanguages() {
        assertThat(WebhookNames.missing(new County(port).client(), "/api/referral/v1", County.ADMIN))
                .isEmpty();
    }
}
