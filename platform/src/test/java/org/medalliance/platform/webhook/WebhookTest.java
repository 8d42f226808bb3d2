package org.medalliance.platform.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.medalliance.platform.webhook.WebhookBench.TYPE;
import static org.medalliance.platform.webhook.WebhookBench.act;
import static org.medalliance.platform.webhook.WebhookBench.body;
import static org.medalliance.platform.webhook.WebhookBench.wanted;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.medalliance.platform.PlatformTest;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.testing.TestReceiver;
import org.medalliance.platform.testing.TestReceiver.Letter;
import org.medalliance.platform.web.Caller;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** From an administrator's wish to the receiver's door. */
@PlatformTest
class WebhookTest {

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
        return create(receiver, kinds);
    }

    private JsonNode create(TestReceiver at, String... kinds) {
        return body(admin.post("/webhooks", UUID.randomUUID().toString(), wanted(at.url(), kinds)), 201);
    }

    private static String path(JsonNode issued) {
        return "/webhooks/" + issued.path("webhook").path("webhookId").asString();
    }

    private static List<String> signatures(Letter letter) {
        return List.of(letter.header(Post.SIGNATURE).split(","));
    }

    private static String signature(JsonNode issued, Letter letter) {
        return Algorithm.HMAC_SM3.signature(
                issued.path("secret").asString(),
                letter.header(Post.TIMESTAMP),
                letter.body().getBytes(UTF_8));
    }

    private Letter arrived(int which) {
        await().atMost(SOON).until(() -> receiver.letters().size() >= which);
        return receiver.letters().get(which - 1);
    }

    @Test
    void whatIsCommittedArrivesSignedWithinASecondOrTwo() {
        var webhook = create(TYPE);
        var subject = bench.announceNew(alliance);

        var letter = arrived(1);
        var event = JsonMapper.shared().readTree(letter.body());
        assertThat(letter.header("Content-Type")).startsWith("application/cloudevents+json");
        assertThat(event.path("specversion").asString()).isEqualTo("1.0");
        assertThat(event.path("type").asString()).isEqualTo(TYPE);
        assertThat(event.path("source").asString()).isEqualTo("/platform-service");
        assertThat(event.path("subject").asString()).isEqualTo(subject);
        assertThat(event.path("time").asString()).isEqualTo("2026-11-22T01:00:00Z");
        assertThat(event.path("allianceid").asString()).isEqualTo(alliance.alliance());
        assertThat(event.path("sequence").asString()).isEqualTo("1");
        assertThat(event.path("data").path("text").asString()).isEqualTo("第1次");
        assertThat(UUID.fromString(event.path("id").asString())).isNotNull();
        assertThat(UUID.fromString(letter.header(Post.DELIVERY))).isNotNull();
        assertThat(signatures(letter)).containsExactly(signature(webhook, letter));
        assertThat(Math.abs(Long.parseLong(letter.header(Post.TIMESTAMP))
                        - bench.clock.instant().getEpochSecond()))
                .isLessThan(30);
    }

    @Test
    void onlyTheKindsThatWereChosenAndOnlyOfTheOwnAllianceArrive() {
        create("org.medalliance.platform.other.v1", "attention:note.answer");
        bench.announceNew(alliance);
        bench.announceNew(WebhookBench.alliance());
        bench.announce(bench.event(alliance, "late", 1).ofKind("attention", "note.close"));
        bench.announce(bench.event(alliance, "ring", 1).ofKind("attention", "note.answer"));

        assertThat(arrived(1).body()).contains("\"subject\":\"ring\"");
        assertThat(waiting(alliance)).isZero();
        assertThat(receiver.letters()).hasSize(1);
    }

    @Test
    void everyKindOfAttentionCanBeChosenAtOnceAndOneEventComesOnce() {
        create("attention:*", "attention:note.answer", TYPE);
        bench.announce(bench.event(alliance, "ring", 1).ofKind("attention", "note.answer"));
        bench.announce(bench.event(alliance, "late", 1).ofKind("attention", "note.close"));

        arrived(2);
        assertThat(waiting(alliance)).isZero();
        assertThat(receiver.letters()).hasSize(2);
    }

    @Test
    void ofABatchEachWebhookGetsWhatItChoseAndEachEventOnce() {
        create("attention:note.answer", "attention:*");
        var other = TestReceiver.mailbox();
        create(other, TYPE);
        var batch = IntStream.range(0, 6)
                .mapToObj(i -> i % 2 == 0
                        ? bench.event(alliance, "ring-" + i, 1).ofKind("attention", "note.answer")
                        : bench.event(alliance, "quiet-" + i, 1))
                .toList();
        bench.outbox
                .appendAll(alliance, batch)
                .as(bench.transaction::transactional)
                .contextWrite(alliance.carried())
                .block();

        await().atMost(SOON).until(() -> waiting(alliance) == 0);
        assertThat(receiver.letters()).hasSize(3).allSatisfy(letter -> assertThat(letter.body())
                .contains("\"subject\":\"ring-"));
        assertThat(other.letters()).hasSize(6);
    }

    private long waiting(Scope of) {
        return bench.database
                .sql("select count(*) from webhook_delivery where alliance_id = :alliance and state = 'PENDING'")
                .bind("alliance", of.alliance())
                .map(row -> row.get(0, Long.class))
                .one()
                .block();
    }

    @Test
    void theSecretIsShownOnceAndToTheSameRequestAgain() {
        var wanted = wanted(receiver.url(), TYPE);
        var first = body(admin.post("/webhooks", "once-" + alliance.alliance(), wanted), 201);
        var again = body(admin.post("/webhooks", "once-" + alliance.alliance(), wanted), 201);
        var secret = first.path("secret").asString();

        assertThat(again).isEqualTo(first);
        assertThat(secret).hasSize(43).matches("[A-Za-z0-9_-]+");
        assertThat(body(admin.get("/webhooks"), 200).toString())
                .contains(first.path("webhook").path("webhookId").asString())
                .doesNotContain(secret);
        assertThat(body(admin.get(path(first)), 200).toString()).doesNotContain(secret);
    }

    @Test
    void theSecretIsSealedWhereItIsKept() {
        var secret = create(TYPE).path("secret").asString();

        assertThat(bench.database
                        .sql("select w::text from webhook w where alliance_id = :alliance")
                        .bind("alliance", alliance.alliance())
                        .map(row -> row.get(0, String.class))
                        .one()
                        .block())
                .doesNotContain(secret)
                .contains("sm.");
        assertThat(bench.database
                        .sql("select coalesce(body, '') from idempotency_key where alliance_id = :alliance")
                        .bind("alliance", alliance.alliance())
                        .map(row -> row.get(0, String.class))
                        .one()
                        .block())
                .doesNotContain(secret);
    }

    @Test
    void whileTheSecretIsChangedBothSignForADay() {
        var old = create(TYPE);
        var rotated = body(act(admin, path(old) + "/rotate-secret", 1, ""), 200);
        bench.announceNew(alliance);

        var letter = arrived(1);
        assertThat(rotated.path("secret")).isNotEqualTo(old.path("secret"));
        assertThat(signatures(letter)).containsExactly(signature(rotated, letter), signature(old, letter));

        bench.database
                .sql("update webhook set previous_until = :past where alliance_id = :alliance")
                .bind("past", bench.clock.instant().minusSeconds(1))
                .bind("alliance", alliance.alliance())
                .then()
                .block();
        bench.announceNew(alliance);
        var later = arrived(2);
        assertThat(signatures(later)).containsExactly(signature(rotated, later));
    }

    @Test
    void aWebhookThatIsOffIsNotCalledAndMissesWhatHappensMeanwhile() {
        var webhook = create(TYPE);
        body(act(admin, path(webhook) + "/deactivate", 1, ""), 200);
        bench.announceNew(alliance);
        assertThat(waiting(alliance)).isZero();
        var on = body(act(admin, path(webhook) + "/activate", 2, ""), 200);
        var subject = bench.announceNew(alliance);

        assertThat(on.path("active").asBoolean()).isTrue();
        assertThat(arrived(1).body()).contains(subject);
    }

    @Test
    void aChangedWebhookIsCalledWhereAndForWhatItNowSays() {
        var webhook = create("org.medalliance.platform.other.v1");
        var elsewhere = TestReceiver.mailbox();
        var changed = body(act(admin, path(webhook), 1, wanted(elsewhere.url(), TYPE)), 200);
        bench.announceNew(alliance);

        await().atMost(SOON).until(() -> elsewhere.letters().size() == 1);
        assertThat(receiver.letters()).isEmpty();
        assertThat(changed.path("version").asLong()).isEqualTo(2);
        assertThat(body(act(admin, path(webhook), 1, wanted(receiver.url(), TYPE)), 412)
                        .path("type")
                        .asString())
                .endsWith("stale");
    }

    @Test
    void aDeletedWebhookIsGone() {
        receiver.answering(500);
        var webhook = create(TYPE);
        bench.announceNew(alliance);
        arrived(1);
        body(act(admin, path(webhook) + "/delete", 1, ""), 200);
        bench.announceNew(alliance);

        assertThat(waiting(alliance)).isZero();
        body(admin.get(path(webhook)), 404);
        assertThat(body(admin.get("/webhooks"), 200).path("items").size()).isZero();
    }

    @Test
    void aReceiverThatIsGoneForGoodIsNotCalledAgain() {
        receiver.answering(410);
        var webhook = create(TYPE);
        bench.announceNew(alliance);
        await().atMost(SOON).untilAsserted(() -> assertThat(
                        body(admin.get(path(webhook)), 200).path("active").asBoolean())
                .isFalse());
        bench.announceNew(alliance);

        assertThat(waiting(alliance)).isZero();
        assertThat(receiver.letters()).hasSize(1);
        var dead = body(admin.get(path(webhook) + "/deliveries?state=DEAD"), 200);
        assertThat(dead.path("items").path(0).path("lastReason").asString()).isEqualTo("gone");
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503, 404, 401, 302})
    void whatWasNotTakenIsTriedAgainWithTheSameIdAndAFreshTime(int status) {
        receiver.answering(status);
        create(TYPE);
        bench.announceNew(alliance);
        var first = arrived(1);
        receiver.answering(204);
        var second = arrived(2);

        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.header(Post.DELIVERY)).isEqualTo(first.header(Post.DELIVERY));
        assertThat(Long.parseLong(second.header(Post.TIMESTAMP)))
                .isGreaterThan(Long.parseLong(first.header(Post.TIMESTAMP)));
        await().atMost(SOON).until(() -> waiting(alliance) == 0);
    }

    @Test
    void aTestAnswersWhatTheReceiverSaidAndIsNotRepeated() {
        var webhook = create("org.medalliance.platform.other.v1");
        var key = UUID.randomUUID().toString();
        var good = body(test(webhook, key), 200);
        var again = body(test(webhook, key), 200);
        receiver.answering(503);
        var bad = body(test(webhook, UUID.randomUUID().toString()), 200);

        assertThat(good.path("state").asString()).isEqualTo("DELIVERED");
        assertThat(good.path("lastStatus").asInt()).isEqualTo(200);
        assertThat(good.path("lastMillis").asLong(-1)).isNotNegative();
        assertThat(again).isEqualTo(good);
        assertThat(bad.path("state").asString()).isEqualTo("DEAD");
        assertThat(bad.path("lastStatus").asInt()).isEqualTo(503);
        assertThat(receiver.letters()).hasSize(2);
        assertThat(receiver.letters().getFirst().body()).contains(SentDeliveries.PING);
    }

    private org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec test(JsonNode webhook, String key) {
        return admin.client()
                .post()
                .uri(Caller.ROOT + path(webhook) + "/test")
                .header("Idempotency-Key", key)
                .header("If-Match", "\"1\"")
                .exchange();
    }

    @Test
    void theDeadAreListedAndSentAgainOneOrAll() {
        var webhook = create(TYPE);
        receiver.answering(500);
        Stream.of(1, 2, 3).forEach(_ -> bench.announceNew(alliance));
        arrived(3);
        bench.database.sql("""
                        update webhook_delivery set state = 'DEAD', finished_at = created_at, claimed_until = null
                         where alliance_id = :alliance""").bind("alliance", alliance.alliance()).then().block();
        receiver.answering(200);
        var deliveries = path(webhook) + "/deliveries";
        var page = body(admin.get(deliveries + "?state=DEAD&limit=2"), 200);
        assertThat(page.path("items").size()).isEqualTo(2);
        var rest = body(
                admin.get(deliveries + "?state=DEAD&limit=2&cursor="
                        + page.path("next").asString()),
                200);
        assertThat(rest.path("items").size()).isEqualTo(1);

        var one =
                deliveries + "/" + rest.path("items").path(0).path("deliveryId").asString() + "/redeliver";
        body(act(admin, one, 1, ""), 200);
        await().atMost(SOON)
                .until(() -> body(admin.get(deliveries + "?state=DELIVERED"), 200)
                                .path("items")
                                .size()
                        == 1);
        assertThat(body(act(admin, one, 1, ""), 409).path("type").asString()).endsWith("delivery-not-dead");
        assertThat(body(act(admin, path(webhook) + "/redeliver-dead", 1, ""), 200)
                        .path("deliveries")
                        .asInt())
                .isEqualTo(2);
        await().atMost(SOON).until(() -> waiting(alliance) == 0);
        assertThat(body(admin.get(deliveries), 200).path("items").valueStream())
                .allSatisfy(it -> assertThat(it.path("state").asString()).isEqualTo("DELIVERED"));
    }
}
