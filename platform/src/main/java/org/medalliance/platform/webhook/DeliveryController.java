package org.medalliance.platform.webhook;

import io.swagger.v3.oas.annotations.Operation;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.Actor;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.audit.Audit;
import org.medalliance.platform.web.Answer;
import org.medalliance.platform.web.Command;
import org.medalliance.platform.web.Commands;
import org.medalliance.platform.web.Page;
import org.medalliance.platform.web.PageRequest;
import org.medalliance.platform.webhook.Delivery.State;
import org.medalliance.platform.webhook.SentDeliveries.DeliveryView;
import org.medalliance.platform.webhook.WebhookController.Administrators;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** What went to a webhook, for the alliance's administrators. */
@RestController
@RequestMapping("${alliance.api-root}/webhooks/{webhookId}")
class DeliveryController {

    private final Webhooks webhooks;
    private final SentDeliveries sent;
    private final WebhookDesk desk;
    private final Courier courier;
    private final CourierBell bell;
    private final Commands commands;
    private final Audit audit;

    DeliveryController(
            Webhooks webhooks,
            SentDeliveries sent,
            WebhookDesk desk,
            Courier courier,
            CourierBell bell,
            Commands commands,
            Audit audit) {
        this.webhooks = webhooks;
        this.sent = sent;
        this.desk = desk;
        this.courier = courier;
        this.bell = bell;
        this.commands = commands;
        this.audit = audit;
    }

    record Ping(UUID deliveryId) {}

    record Redelivered(long deliveries) {}

    @GetMapping("/deliveries")
    @Operation(operationId = "listDeliveries", summary = "发送记录，最新在前 · What was sent, newest first")
    Mono<ResponseEntity<Page<DeliveryView>>> page(
            @PathVariable UUID webhookId,
            @RequestParam(required = false) @Nullable State state,
            PageRequest page,
            Actor actor,
            ServerHttpRequest request) {
        var scope = administrator(actor);
        return webhooks.find(scope, webhookId)
                .delayUntil(it -> audit.opened(actor, WebhookController.CASE, it.id()))
                .flatMap(it -> sent.page(scope, it.id(), state, page))
                .map(found -> Page.of(found, page, it -> new PageRequest.Position(it.createdAt(), it.deliveryId()))
                        .response(request));
    }

    /**
     * The command writes the ping down; it is sent after the commit and once, and a repeated request is answered with
     * how that went.
     */
    @PostMapping("/test")
    @Operation(operationId = "testWebhook", summary = "试发一次并显示结果 · Send a ping now, and say how it went")
    Mono<ResponseEntity<DeliveryView>> test(@PathVariable UUID webhookId, Command command) {
        var scope = administrator(command.actor());
        command.expectedVersion();
        return commands.once(command, Ping.class, () -> desk.ping(command, webhookId)
                        .map(it -> Answer.ok(null, new Ping(it))))
                .mapNotNull(ResponseEntity::getBody)
                .flatMap(ping -> courier.deliverFirst(ping.deliveryId())
                        .then(Mono.defer(() -> sent.find(scope, webhookId, ping.deliveryId()))))
                .map(ResponseEntity::ok);
    }

    @PostMapping("/deliveries/{deliveryId}/redeliver")
    @Operation(operationId = "redeliverDelivery", summary = "重发一条失败的记录 · Send a dead one again")
    Mono<ResponseEntity<Redelivered>> redeliver(
            @PathVariable UUID webhookId, @PathVariable UUID deliveryId, Command command) {
        administrator(command.actor());
        command.expectedVersion();
        return commands.once(command, Redelivered.class, () -> desk.redeliver(command, webhookId, deliveryId)
                        .map(it -> Answer.ok(it.version(), new Redelivered(1))))
                .doOnNext(_ -> bell.ring());
    }

    /** At most a thousand a time; the answer says how many. */
    @PostMapping("/redeliver-dead")
    @Operation(operationId = "redeliverDead", summary = "重发全部失败的记录 · Send all dead ones again")
    Mono<ResponseEntity<Redelivered>> redeliverDead(@PathVariable UUID webhookId, Command command) {
        administrator(command.actor());
        command.expectedVersion();
        return commands.once(command, Redelivered.class, () -> desk.redeliverDead(command, webhookId)
                        .map(it -> Answer.ok(null, new Redelivered(it))))
                .doOnNext(_ -> bell.ring());
    }

    private static Scope administrator(Actor actor) {
        return actor.require(Administrators.ALLIANCE_ADMIN).scope();
    }
}
