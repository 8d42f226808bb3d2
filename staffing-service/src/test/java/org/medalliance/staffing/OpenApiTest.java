package org.medalliance.staffing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.medalliance.platform.testing.OpenApiContract;
import org.medalliance.platform.testing.OpenApiSchemas;
import org.medalliance.platform.testing.ServiceTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

@ServiceTest
class OpenApiTest {

    @LocalServerPort
    int port;

    @Autowired
    RequestMappingHandlerMapping requestMappingHandlerMapping;

    /** To write it anew after a change that was meant, run this test with {@code -Dcontracts.write=true}. */
    @Test
    void theDocumentIsWhatTheServiceServes() {
        OpenApiContract.verify(client(), "staffing");
    }

    @Test
    void everyOperationIsNamedDescribedAndSaysHowItIsRefused() {
        assertThat(OpenApiContract.gaps(client(), "staffing")).isEmpty();
    }

    @Test
    void everyBodyIsDescribedAsItIsReadAndNoTwoRecordsShareASchema() {
        assertThat(OpenApiSchemas.mixedUp(client(), "staffing", requestMappingHandlerMapping))
                .isEmpty();
    }

    private WebTestClient client() {
        return WebTestClient.bindToServer().baseUrl("http://127.0.0.1:" + port).build();
    }
}
