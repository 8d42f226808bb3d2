package org.medalliance.platform.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.medalliance.platform.webhook.WebhookBench.TYPE;
import static org.medalliance.platform.webhook.WebhookBench.act;
import static org.medalliance.platform.webhook.WebhookBench.body;
import static org.medalliance.platform.webhook.WebhookBench.wanted;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.medalliance.platform.PlatformTest;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.testing.TestReceiver;
import org.medalliance.platform.web.Caller;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** What an administrator may wish for, and who is none. */
@PlatformTest
class WebhookRulesTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    @LocalServerPort
    int port;

    @Autowired
    WebhookBench bench;

    private final Scope alliance = WebhookBench.alliance();
    private final TestReceiver receiver = TestReceiver.mailbox();
    private Caller admin;

    @BeforeEach
    void somebody() {
        admin = Caller.of(port, WebhookBench.administrator(alliance));
    }

    private JsonNode create(String... kinds) {
        return body(admin.post("/webhooks", UUID.randomUUID().toString(), wanted(receiver.url(), kinds)), 201);
    }

    private static String path(JsonNode issued) {
        return "/webhooks/" + issued.path("webhook").path("webhookId").asString();
    }

    @ParameterizedTest
    @CsvSource({
        "http://example.cn/hook, webhook-url-not-https",
        "https://example.cn:8443/hook, webhook-url-unusual-port",
        "https://me:secret@example.cn/, webhook-url-with-credentials",
        "https://localhost/hook, webhook-host-not-public",
        "https://10.1.2.3/hook, webhook-host-not-public",
        "https://169.254.169.254/latest, webhook-host-not-public",
        "https://[fd00:ec2::254]/latest, webhook-host-not-public",
        "https://no-such-host.invalid/hook, webhook-host-unknown",
        "https:nothing, webhook-url-malformed"
    })
    void anAddressThatMustNotBeCalledIsRefusedAtOnceAndInWords(String url, String code) {
        var refused = body(admin.post("/webhooks", UUID.randomUUID().toString(), wanted(url, TYPE)), 422);

        assertThat(refused.path("type").asString()).endsWith(code);
        assertThat(refused.path("errors").path(0).path("pointer").asString()).isEqualTo("/url");
        assertThat(body(admin.get("/webhooks"), 200).path("items").size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"org.medalliance.Referral.v1", "referral.accepted", "attention:", "attention:A", "*", ""})
    void aKindThatCannotBeOneIsRefused(String kind) {
        body(admin.post("/webhooks", UUID.randomUUID().toString(), wanted(receiver.url(), kind)), 400);
    }

    @Test
    void aKindThatNobodyAnnouncesIsRefusedAtItsPlace() {
        var slips = wanted(receiver.url(), TYPE, "attention:note.anwser", "org.medalliance.platform.notd.v1");

        for (var refused : List.of(
                body(admin.post("/webhooks", UUID.randomUUID().toString(), slips), 422),
                body(act(admin, path(create(TYPE)), 1, slips), 422))) {
            assertThat(refused.path("errors")
                            .valueStream()
                            .map(it -> it.path("pointer").asString() + " "
                                    + it.path("code").asString()))
                    .containsExactly("/kinds/1 webhook-kind-unknown", "/kinds/2 webhook-kind-unknown");
        }
    }

    @Test
    void whatMayBeChosenIsListedByNameAndALimitOfTheAlliancesOwnIsPartOfIt() {
        assertThat(kinds()).contains("attention:*", "attention:note.answer", "attention:note.close", TYPE);
        assertThat(kinds()).doesNotContain("attention:note.reread");
        var policy = """
                {"limits": [{"name": "reread", "states": ["WRITTEN", "READ"], "pausedIn": [], "when": {},
                             "counting": "ALWAYS", "endsWithAcknowledgement": false,
                             "steps": [{"after": "P1D", "party": "READER", "role": "clinic-doctor", "urgency": "LOW"}]}],
                 "defaultHours": [{"day": "MONDAY", "from": "08:00", "to": "12:00"}]}""";
        body(act(admin, "/deadline-policies/note", 0, policy), 200);

        assertThat(kinds()).contains("attention:note.reread", "attention:note.answer");
        create("attention:note.reread");
        body(Caller.of(port, WebhookBench.administrator(alliance).as("auditor")).get("/webhooks/kinds"), 403);
    }

    private List<String> kinds() {
        return body(admin.get("/webhooks/kinds"), 200)
                .path("items")
                .valueStream()
                .map(it -> it.path("kind").asString())
                .toList();
    }

    @Test
    void anAllianceHasSoManyAndNoMore() {
        for (int i = 0; i < Webhooks.MOST; i++) {
            bench.webhook(alliance, receiver);
        }

        var refused = body(admin.post("/webhooks", "one-more", wanted(receiver.url(), TYPE)), 409);
        assertThat(refused.path("type").asString()).endsWith("too-many-webhooks");
    }

    @Test
    void othersSeeNothingAndDoNothing() {
        var webhook = create(TYPE);
        bench.announceNew(alliance);
        await().atMost(SOON).until(() -> receiver.letters().size() == 1);
        var delivery = body(admin.get(path(webhook) + "/deliveries"), 200)
                .path("items")
                .path(0)
                .path("deliveryId")
                .asString();
        var stranger = Caller.of(port, WebhookBench.administrator(WebhookBench.alliance()));
        var own = WebhookBench.administrator(alliance);
        var commands = List.of(
                "/activate",
                "/deactivate",
                "/delete",
                "/rotate-secret",
                "/test",
                "/redeliver-dead",
                "/deliveries/" + delivery + "/redeliver");

        for (var command : commands) {
            body(act(stranger, path(webhook) + command, 1, ""), 404);
        }
        body(act(stranger, path(webhook), 1, wanted(receiver.url(), TYPE)), 404);
        body(stranger.get(path(webhook)), 404);
        body(stranger.get(path(webhook) + "/deliveries"), 404);
        assertThat(body(stranger.get("/webhooks"), 200).path("items").size()).isZero();
        for (var role : List.of("clinic-doctor", "auditor", "operator", "his-client", "bureau-viewer")) {
            var other = Caller.of(port, own.as(role));
            for (var command : commands) {
                body(act(other, path(webhook) + command, 1, ""), 403);
            }
            body(other.post("/webhooks", "k", wanted(receiver.url(), TYPE)), 403);
            body(other.get("/webhooks"), 403);
            body(other.get(path(webhook)), 403);
            body(other.get(path(webhook) + "/deliveries"), 403);
        }
        assertThat(receiver.letters()).hasSize(1);
    }
}
