package org.medalliance.platform.webhook;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.Actor;
import org.medalliance.platform.audit.Audit;
import org.medalliance.platform.audit.Unaudited;
import org.medalliance.platform.lifecycle.Role;
import org.medalliance.platform.web.Answer;
import org.medalliance.platform.web.Command;
import org.medalliance.platform.web.Commands;
import org.medalliance.platform.web.ETags;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The alliance's webhooks, for its administrators. */
@RestController
@RequestMapping("${alliance.api-root}/webhooks")
class WebhookController {

    private final Webhooks webhooks;
    private final WebhookDesk desk;
    private final WebhookKinds kinds;
    private final Commands commands;
    private final Audit audit;
    private final String path;

    WebhookController(
            Webhooks webhooks,
            WebhookDesk desk,
            WebhookKinds kinds,
            Commands commands,
            Audit audit,
            @Value("${alliance.api-root}") String root) {
        this.webhooks = webhooks;
        this.desk = desk;
        this.kinds = kinds;
        this.commands = commands;
        this.audit = audit;
        this.path = root + "/webhooks/";
    }

    /** As the audit trail names it. */
    static final String CASE = "webhook";

    enum Administrators implements Role {
        ALLIANCE_ADMIN
    }

    /**
     * @param url HTTPS at a public address, unless the operator allows the host
     * @param kinds of those that {@code GET …/webhooks/kinds} lists: types of events, {@code attention:<kind>},
     *     {@code attention:*}
     */
    record WantedWebhook(
            @NotBlank @Size(max = 100) String name,

            @NotBlank @Size(max = 500) @Pattern(regexp = "[\\x21-\\x7e]+")
            String url,

            @NotEmpty @Size(max = 50)
            List<
                            @NotNull
                            @Pattern(
                                    regexp =
                                            "org\\.medalliance\\.[a-z0-9-]+(\\.[a-z0-9-]+)*\\.v[1-9][0-9]*|attention:(\\*|[a-z0-9.-]{1,80})")
                            @Size(max = 120) String>
                    kinds,

            @NotNull Algorithm algorithm) {}

    /**
     * @param previousSecretUntil until then deliveries are signed by the secret before as well; null when there is none
     */
    record WebhookView(
            UUID webhookId,
            long version,
            String name,
            String url,
            List<String> kinds,
            Algorithm algorithm,
            boolean active,
            @Nullable Instant previousSecretUntil,
            String createdBy,
            Instant createdAt,
            Instant changedAt) {

        static WebhookView of(Webhook it) {
            return new WebhookView(
                    it.id(),
                    it.version(),
                    it.name(),
                    it.url(),
                    it.kinds(),
                    it.algorithm(),
                    it.active(),
                    it.previousUntil(),
                    it.createdBy(),
                    it.createdAt(),
                    it.changedAt());
        }
    }

    /**
     * @param secret 32 random bytes as base64url; never shown again
     */
    record IssuedWebhook(WebhookView webhook, String secret) {
        static IssuedWebhook of(WebhookDesk.Issued it) {
            return new IssuedWebhook(WebhookView.of(it.webhook()), it.secret());
        }
    }

    record WebhookList(List<WebhookView> items) {}

    record KindList(List<WebhookKinds.NamedKind> items) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            operationId = "createWebhook",
            summary = "新建回调，密钥只显示这一次 · Create a webhook; its secret is shown this once")
    Mono<ResponseEntity<IssuedWebhook>> create(@Valid @RequestBody WantedWebhook body, Command command) {
        command.actor().require(Administrators.ALLIANCE_ADMIN).scope();
        return commands.once(command, IssuedWebhook.class, () -> desk.create(
                        command, body.name(), body.url(), body.kinds(), body.algorithm())
                .map(IssuedWebhook::of)
                .map(it -> Answer.created(
                        path + it.webhook().webhookId(), it.webhook().version(), it)));
    }

    @GetMapping
    @Operation(operationId = "listWebhooks", summary = "本医共体的回调 · The alliance's webhooks")
    Mono<WebhookList> all(Actor actor) {
        return webhooks.all(actor.require(Administrators.ALLIANCE_ADMIN).scope())
                .map(WebhookView::of)
                .collectList()
                .delayUntil(shown -> audit.listed(
                        actor, CASE, shown.stream().map(WebhookView::webhookId).toList()))
                .map(WebhookList::new);
    }

    @Unaudited("What the service announces; no case and no patient.")
    @GetMapping("/kinds")
    @Operation(operationId = "listWebhookKinds", summary = "可选的回调事件 · What a webhook may choose")
    Mono<KindList> known(Actor actor) {
        return kinds.all(actor.require(Administrators.ALLIANCE_ADMIN).scope()).map(KindList::new);
    }

    @GetMapping("/{webhookId}")
    @Operation(operationId = "getWebhook", summary = "查看回调 · A webhook")
    Mono<ResponseEntity<WebhookView>> one(@PathVariable UUID webhookId, Actor actor) {
        return webhooks.find(actor.require(Administrators.ALLIANCE_ADMIN).scope(), webhookId)
                .delayUntil(it -> audit.opened(actor, CASE, it.id()))
                .map(it -> ResponseEntity.ok().eTag(ETags.of(it.version())).body(WebhookView.of(it)));
    }

    @PostMapping("/{webhookId}")
    @Operation(operationId = "changeWebhook", summary = "修改回调 · Change a webhook")
    Mono<ResponseEntity<WebhookView>> change(
            @PathVariable UUID webhookId, @Valid @RequestBody WantedWebhook body, Command command) {
        return changed(
                command,
                () -> desk.change(command, webhookId, body.name(), body.url(), body.kinds(), body.algorithm()));
    }

    @PostMapping("/{webhookId}/activate")
    @Operation(operationId = "activateWebhook", summary = "启用回调 · Call it again")
    Mono<ResponseEntity<WebhookView>> activate(@PathVariable UUID webhookId, Command command) {
        return changed(command, () -> desk.switchTo(command, webhookId, true));
    }

    @PostMapping("/{webhookId}/deactivate")
    @Operation(operationId = "deactivateWebhook", summary = "停用回调 · Call it no more for now")
    Mono<ResponseEntity<WebhookView>> deactivate(@PathVariable UUID webhookId, Command command) {
        return changed(command, () -> desk.switchTo(command, webhookId, false));
    }

    @PostMapping("/{webhookId}/delete")
    @Operation(operationId = "deleteWebhook", summary = "删除回调 · Delete a webhook and give up what it has not got")
    Mono<ResponseEntity<WebhookView>> delete(@PathVariable UUID webhookId, Command command) {
        return changed(command, () -> desk.delete(command, webhookId));
    }

    @PostMapping("/{webhookId}/rotate-secret")
    @Operation(
            operationId = "rotateWebhookSecret",
            summary = "更换密钥，24 小时内新旧并用 · A new secret; the old one signs beside it for 24 hours")
    Mono<ResponseEntity<IssuedWebhook>> rotate(@PathVariable UUID webhookId, Command command) {
        command.actor().require(Administrators.ALLIANCE_ADMIN).scope();
        command.expectedVersion();
        return commands.once(command, IssuedWebhook.class, () -> desk.rotate(command, webhookId)
                .map(IssuedWebhook::of)
                .map(it -> Answer.ok(it.webhook().version(), it)));
    }

    private Mono<ResponseEntity<WebhookView>> changed(Command command, Supplier<Mono<Webhook>> change) {
        command.actor().require(Administrators.ALLIANCE_ADMIN).scope();
        command.expectedVersion();
        return commands.once(command, WebhookView.class, () -> change.get()
                .map(WebhookView::of)
                .map(it -> Answer.ok(it.version(), it)));
    }
}
