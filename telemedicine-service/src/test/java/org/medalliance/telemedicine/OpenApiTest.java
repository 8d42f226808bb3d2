package org.medalliance.telemedicine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.medalliance.platform.testing.OpenApiContract;
import org.medalliance.platform.testing.OpenApiSchemas;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

@TelemedicineTest
class OpenApiTest {

    @Autowired
    County county;

    @Autowired
    RequestMappingHandlerMapping requestMappingHandlerMapping;

    /** To write it anew after a change that was meant, run this test with {@code -Dcontracts.write=true}. */
    @Test
    void theDocumentIsWhatTheServiceServes() {
        OpenApiContract.verify(client(), "telemedicine");
    }

    @Test
    void everyOperationIsNamedDescribedAndSaysHowItIsRefused() {
        assertThat(OpenApiContract.gaps(client(), "telemedicine")).isEmpty();
    }

    @Test
    void everyBodyIsDescribedAsItIsReadAndNoTwoRecordsShareASchema() {
        assertThat(OpenApiSchemas.mixedUp(client(), "telemedicine", requestMappingHandlerMapping))
                .isEmpty();
    }

    private WebTestClient client() {
        return WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + county.port())
                .build();
    }
}
