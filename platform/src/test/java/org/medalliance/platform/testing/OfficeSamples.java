package org.medalliance.platform.testing;

import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.testing.Samples.Target;
import org.medalliance.platform.testing.TestIdentityProvider.Person;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One valid request for each route that every service has for its alliance's office: webhooks, retention. */
public final class OfficeSamples {

    private final WebTestClient client;
    private final String retention;
    private final String root;
    private final Person admin;

    private OfficeSamples(WebTestClient client, String root, Person admin) {
        this.client = client;
        this.retention = root + "/retention-policy";
        this.root = root + "/webhooks";
        // Of an alliance of its own: every target is a webhook, and an alliance may have no more than fifty.
        this.admin = admin.in("office-" + UUID.randomUUID());
    }

    /**
     * @param root of the service's API, such as {@code /api/referral/v1}
     * @param admin the alliance's administrator
     */
    public static Samples add(Samples samples, WebTestClient client, String root, Person admin) {
        return new OfficeSamples(client, root, admin).addTo(samples);
    }

    private Samples addTo(Samples samples) {
        var one = root + "/{webhookId}";
        Supplier<Target> webhook = () -> webhook(TestReceiver.mailbox());
        for (var command :
                new String[] {"activate", "deactivate", "delete", "rotate-secret", "test", "redeliver-dead"}) {
            samples.sharedPost(one + "/" + command, null, admin, webhook);
        }
        samples.sharedGet(retention, admin, () -> Target.NONE)
                .sharedGet(retention + "/history", admin, () -> Target.NONE)
                .sharedPost(retention, "{\"rules\": []}", admin, this::policy);
        return samples.sharedPost(root, wanted(TestReceiver.mailbox()), admin, () -> Target.NONE)
                .sharedGet(root, admin, webhook)
                .sharedGet(root + "/kinds", admin, () -> Target.NONE)
                .sharedGet(one, admin, webhook)
                .sharedPost(one, wanted(TestReceiver.mailbox()), admin, webhook)
                .sharedGet(one + "/deliveries", admin, webhook)
                .sharedPost(one + "/deliveries/{deliveryId}/redeliver", null, admin, this::deadDelivery);
    }

    /** For a kind that nothing announces. */
    private static String wanted(TestReceiver receiver) {
        return """
                {"name": "短信网关", "url": "%s", "kinds": ["%s"], "algorithm": "HMAC_SM3"}""".formatted(receiver.url(), SampleKind.KIND);
    }

    private Target policy() {
        var etag = client.get()
                .uri(retention)
                .headers(it -> it.setBearerAuth(admin.token()))
                .exchange()
                .returnResult(String.class)
                .getResponseHeaders()
                .getETag();
        return new Target(Map.of(), Long.valueOf(String.valueOf(etag).replace("\"", "")));
    }

    private Target webhook(TestReceiver receiver) {
        var made = post(root, null, wanted(receiver)).path("webhook");
        return Target.of("webhookId", made.path("webhookId").asString(), 1);
    }

    /** A test that the receiver did not take. */
    private Target deadDelivery() {
        var target = webhook(TestReceiver.mailbox().answering(503));
        var id = target.ids().get("webhookId");
        var dead = post(root + "/" + id + "/test", "\"1\"", "");
        return new Target(
                Map.of("webhookId", id, "deliveryId", dead.path("deliveryId").asString()), 1L);
    }

    private JsonNode post(String path, @Nullable String ifMatch, String body) {
        var request = client.post().uri(path).headers(it -> {
            it.setBearerAuth(admin.token());
            it.set("Idempotency-Key", UUID.randomUUID().toString());
            if (ifMatch != null) {
                it.set("If-Match", ifMatch);
            }
        });
        var answer = body.isEmpty()
                ? request.exchange()
                : request.header("Content-Type", "application/json")
                        .bodyValue(body)
                        .exchange();
        var text = answer.expectStatus()
                .is2xxSuccessful()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        return JsonMapper.shared().readTree(String.valueOf(text));
    }
}
