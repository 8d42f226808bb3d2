package org.medalliance.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.medalliance.gateway.FrontDoor;

class RequestIdsTest extends FrontDoor {

    private static final String ANYTHING = "/api/referral/v1/referrals";

    @Test
    void aWellFormedIdIsKeptPassedOnAndReturned() {
        get(ANYTHING)
                .header("X-Request-Id", "his-20260101.0001")
                .exchange()
                .expectHeader()
                .valueEquals("X-Request-Id", "his-20260101.0001");

        assertThat(referral.lastSeen().headers().get("X-Request-Id")).containsExactly("his-20260101.0001");
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "with spaces in it", "<script>alert(1)</script>", "张医生的请求12345"})
    void anIdThatIsNotWellFormedIsReplaced(String forged) {
        get(ANYTHING)
                .header("X-Request-Id", forged)
                .exchange()
                .expectHeader()
                .valueMatches("X-Request-Id", "[0-9a-f-]{36}");

        assertThat(referral.lastSeen().headers().get("X-Request-Id"))
                .singleElement()
                .asString()
                .matches("[0-9a-f-]{36}");
    }

    @Test
    void aServiceThatAnswersWithAnIdOfItsOwnDoesNotDoubleIt() {
        referral.behaves((_, response) ->
                response.header("X-Request-Id", "other-id-of-service").send());

        get(ANYTHING)
                .header("X-Request-Id", "callers-own-id")
                .exchange()
                .expectHeader()
                .values("X-Request-Id", values -> assertThat(values).containsExactly("callers-own-id"));
    }

    @Test
    void aProblemCarriesTheIdToQuote() {
        client.get()
                .uri(ANYTHING)
                .header("X-Request-Id", "quote-me-1")
                .exchange()
                .expectBody()
                .jsonPath("$.requestId")
                .isEqualTo("quote-me-1");
    }
}
