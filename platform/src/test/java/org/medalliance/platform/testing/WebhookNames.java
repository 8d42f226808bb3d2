package org.medalliance.platform.testing;

import java.util.List;
import org.medalliance.platform.testing.TestIdentityProvider.Person;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

/** What a service lets webhooks choose. */
public final class WebhookNames {

    private WebhookNames() {}

    /**
     * The kinds that a service lists and has no name for in one of the languages.
     *
     * @param root of the service's API, such as {@code /api/referral/v1}
     * @param admin the alliance's administrator
     * @throws AssertionError when it lists none of its own
     */
    public static List<String> missing(WebTestClient client, String root, Person admin) {
        var kinds = client.get()
                .uri(root + "/webhooks/kinds")
                .headers(it -> it.setBearerAuth(admin.token()))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody()
                .path("items");
        if (kinds.size() < 5) {
            throw new AssertionError("The service announces hardly anything: " + kinds);
        }
        return kinds.valueStream()
                .filter(it -> !it.path("kind").asString().equals(SampleKind.KIND))
                .filter(it -> !isChinese(it.path("zh").asString())
                        || isChinese(it.path("en").asString())
                        || it.path("en").equals(it.path("kind")))
                .map(it -> it.path("kind").asString())
                .toList();
    }

    private static boolean isChinese(String text) {
        return text.codePoints().anyMatch(it -> Character.UnicodeScript.of(it) == Character.UnicodeScript.HAN);
    }
}
