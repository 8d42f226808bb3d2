package org.medalliance.platform.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.access.WorkerDatabase;
import org.medalliance.platform.messaging.Announced;
import org.medalliance.platform.messaging.Event;
import org.medalliance.platform.messaging.Outbox;
import org.medalliance.platform.outbound.Outbound;
import org.medalliance.platform.testing.TestIdentityProvider.Person;
import org.medalliance.platform.testing.TestReceiver;
import org.medalliance.platform.web.Caller;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import org.springframework.transaction.reactive.TransactionalOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What tests of the webhooks share: an alliance of their own, its administrator, and events. */
@Component
class WebhookBench {

    static final String TYPE = "org.medalliance.platform.noted.v1";

    final WorkerDatabase database;
    final TransactionalOperator transaction;
    final Outbox outbox;
    final WebhookSecrets secrets;
    final JsonMapper json;
    final Clock clock;

    WebhookBench(
            WorkerDatabase database,
            TransactionalOperator transaction,
            Outbox outbox,
            WebhookSecrets secrets,
            JsonMapper json,
            Clock clock) {
        this.database = database;
        this.transaction = transaction;
        this.outbox = outbox;
        this.secrets = secrets;
        this.json = json;
        this.clock = clock;
    }

    record Noted(String text) {}

    @Bean
    static Announced notes() {
        return Announced.of(TYPE, "org.medalliance.platform.other.v1");
    }

    static Scope alliance() {
        return new Scope("webhook-" + UUID.randomUUID());
    }

    static Person administrator(Scope alliance) {
        return Person.of(alliance.alliance(), "office", "p-admin", "alliance-admin");
    }

    Event event(Scope alliance, String subject, long sequence) {
        return new Event(
                alliance,
                "attention.events.v1",
                TYPE,
                subject,
                sequence,
                Instant.parse("2026-11-22T01:00:00Z"),
                new Noted("第%d次".formatted(sequence)));
    }

    /** As a service announces it. */
    void announce(Event event) {
        outbox.append(event)
                .as(transaction::transactional)
                .contextWrite(event.scope().carried())
                .block();
    }

    String announceNew(Scope alliance) {
        var subject = UUID.randomUUID().toString();
        announce(event(alliance, subject, 1));
        return subject;
    }

    /** Where the couriers of a test live, and no service's own: it finds nothing due there before the year 2036. */
    static Clock later() {
        return Clock.offset(Clock.systemUTC(), Duration.ofDays(3650));
    }

    Courier courier(Clock at, WebhookSettings settings) {
        return new Courier(
                deliveries(),
                new Post(
                        new Outbound(List.of(TestReceiver.address()), settings.timeout(), null),
                        secrets,
                        json,
                        at,
                        "t"),
                at,
                settings,
                new SimpleMeterRegistry());
    }

    CourierLoop loop(Clock at, WebhookSettings settings) {
        return new CourierLoop(deliveries(), courier(at, settings), new CourierBell(), at, settings);
    }

    Deliveries deliveries() {
        return new Deliveries(database);
    }

    static WebhookSettings settings(Duration timeout, int concurrency, int perWebhook) {
        return new WebhookSettings(
                List.of(TestReceiver.address()), null, timeout, concurrency, perWebhook, Duration.ofMillis(100));
    }

    /** A webhook as it stands in the database; events written from now on find it not. */
    UUID webhook(Scope alliance, TestReceiver receiver) {
        var id = UUID.randomUUID();
        database.sql("""
                        insert into webhook (id, alliance_id, version, name, url, kinds, algorithm, secret, active,
                                             created_by, created_at, changed_at)
                        values (:id, :alliance, 1, 'n', :url, '{}', 'HMAC_SHA256', :secret, true, 'b', :now, :now)
                        """)
                .bind("id", id)
                .bind("alliance", alliance.alliance())
                .bind("url", receiver.url())
                .bind("secret", secrets.seal(id, List.of("secret")))
                .bind("now", clock.instant())
                .then()
                .block();
        return id;
    }

    /** Due at this time, with so many attempts behind them. */
    void deliveries(Scope alliance, UUID webhook, int many, int attempts, Instant due) {
        database.sql("""
                        insert into webhook_delivery (id, alliance_id, webhook_id, event_id, type, subject, sequence,
                                                      occurred_at, data, state, attempts, next_attempt_at, give_up_at,
                                                      created_at)
                        select gen_random_uuid(), :alliance, :webhook, gen_random_uuid(), 't', 's', i, :due, '{}',
                               'PENDING', :attempts, :due, :giveUp, :due
                          from generate_series(1, :many) i
                        """)
                .bind("alliance", alliance.alliance())
                .bind("webhook", webhook)
                .bind("many", many)
                .bind("attempts", attempts)
                .bind("due", due)
                .bind("giveUp", due.plus(BackOff.GIVE_UP))
                .then()
                .block();
    }

    long count(UUID webhook, Delivery.State state) {
        return database.sql("select count(*) from webhook_delivery where webhook_id = :webhook and state = :state")
                .bind("webhook", webhook)
                .bind("state", state.name())
                .map(row -> row.get(0, Long.class))
                .one()
                .block();
    }

    static JsonNode body(ResponseSpec answer, int status) {
        var result = answer.expectBody(String.class).returnResult();
        assertThat(result.getStatus().value()).as(result.getResponseBody()).isEqualTo(status);
        return JsonMapper.shared().readTree(String.valueOf(result.getResponseBody()));
    }

    static String wanted(String url, String... kinds) {
        return JsonMapper.shared()
                .writeValueAsString(
                        java.util.Map.of("name", "短信网关", "url", url, "kinds", List.of(kinds), "algorithm", "HMAC_SM3"));
    }

    static ResponseSpec act(Caller caller, String path, long version, String body) {
        var request = caller.client()
                .post()
                .uri(Caller.ROOT + path)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .header(HttpHeaders.IF_MATCH, "\"" + version + "\"");
        return body.isEmpty()
                ? request.exchange()
                : request.header("Content-Type", "application/json")
                        .bodyValue(body)
                        .exchange();
    }
}
