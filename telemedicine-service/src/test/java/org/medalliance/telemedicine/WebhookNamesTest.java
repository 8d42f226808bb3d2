package org.medalliance.telemedicine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.medalliance.platform.testing.TestIdentityProvider.Person;
import org.medalliance.platform.testing.WebhookNames;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;

@TelemedicineTest
class WebhookNamesTest {

    @Autowired
    County county;

    @Test
    void everythingThatWebhooksMayChooseHasANameInBothLanguages() {
        var client = WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + county.port())
                .build();
        var admin = Person.of("names-county", "hospital", "p-admin", "alliance-admin");

        assertThat(WebhookNames.missing(client, "/api/telemedicine/v1", admin)).isEmpty();
    }
}
