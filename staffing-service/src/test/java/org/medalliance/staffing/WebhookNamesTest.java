package org.medalliance.staffing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.medalliance.platform.testing.ServiceTest;
import org.medalliance.platform.testing.TestIdentityProvider.Person;
import org.medalliance.platform.testing.WebhookNames;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.web.reactive.server.WebTestClient;

@ServiceTest
class WebhookNamesTest {

    @LocalServerPort
    int port;

    @Test
    void everythingThatWebhooksMayChooseHasANameInBothLanguages() {
        var client =
                WebTestClient.bindToServer().baseUrl("http://127.0.0.1:" + port).build();
        var admin = Person.of("names-county", "lead", null, "alliance-admin");

        assertThat(WebhookNames.missing(client, Api.ROOT, admin)).isEmpty();
    }
}
