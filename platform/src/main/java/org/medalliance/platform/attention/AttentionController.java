package org.medalliance.platform.attention;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.UUID;
import org.medalliance.platform.access.Actor;
import org.medalliance.platform.audit.Unaudited;
import org.medalliance.platform.lifecycle.Refusal;
import org.medalliance.platform.lifecycle.Role;
import org.medalliance.platform.time.Era;
import org.medalliance.platform.web.Answer;
import org.medalliance.platform.web.Command;
import org.medalliance.platform.web.Commands;
import org.medalliance.platform.web.ETags;
import org.medalliance.platform.web.Page;
import org.medalliance.platform.web.PageRequest;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** What waits for whoever asks. */
@RestController
@RequestMapping("${alliance.api-root}/attention")
class AttentionController {

    /** Below the 256 rows from which a cancelled read can harm its connection. */
    private static final int FEED = 250;

    private final AttentionItems items;
    private final Attention attention;
    private final Commands commands;

    AttentionController(AttentionItems items, Attention attention, Commands commands) {
        this.items = items;
        this.attention = attention;
        this.commands = commands;
    }

    private enum Machines implements Role {
        SERVICE
    }

    /**
     * To a colleague or to a role of the same institution.
     *
     * @param value the directory's id of the colleague, or the role as in a token
     */
    record HandOver(
            @NotNull Whom to,

            @NotBlank @Size(max = 80) @Pattern(regexp = "[A-Za-z0-9._:-]+")
            String value) {

        enum Whom {
            PRACTITIONER,
            ROLE
        }

        Audience at(String institution) {
            return switch (to) {
                case PRACTITIONER -> Audience.person(institution, value);
                case ROLE -> Audience.of(institution, value);
            };
        }
    }

    record Feed(List<AttentionItems.Changed> items) {}

    @Unaudited("Codes and numbers of cases, no patient; a case behind them is opened by a request of its own.")
    @GetMapping
    @Operation(operationId = "listAttention", summary = "我的待办提醒 · Open items that concern me, newest first")
    Mono<ResponseEntity<Page<AttentionItem>>> open(Actor actor, PageRequest page, ServerHttpRequest request) {
        return items.open(actor, page).collectList().map(rows -> Page.of(
                        rows, page, it -> new PageRequest.Position(it.raisedAt(), it.itemId()))
                .response(request));
    }

    @Unaudited("Codes and numbers of cases, no patient; a case behind them is opened by a request of its own.")
    @GetMapping("/{itemId}")
    @Operation(operationId = "getAttention", summary = "查看一条提醒 · One item that concerns me")
    Mono<ResponseEntity<AttentionItem>> item(@PathVariable UUID itemId, Actor actor) {
        return items.find(actor, itemId)
                .switchIfEmpty(Mono.error(Refusal.Unknown::new))
                .map(it -> ResponseEntity.ok().eTag(ETags.of(it.version())).body(it));
    }

    /** Whoever hears it first has heard it for all; the ladder stands still. */
    @PostMapping("/{itemId}/acknowledge")
    @Operation(operationId = "acknowledgeAttention", summary = "确认收到 · I have heard it")
    Mono<ResponseEntity<AttentionItem>> acknowledge(@PathVariable UUID itemId, Command command) {
        return commands.once(command, AttentionItem.class, () -> attention
                .acknowledge(command.actor(), itemId)
                .map(it -> Answer.ok(it.version(), it)));
    }

    @PostMapping("/{itemId}/hand-over")
    @Operation(operationId = "handOverAttention", summary = "转交同事或其他岗位 · Hand it over to a colleague or a role")
    Mono<ResponseEntity<AttentionItem>> handOver(
            @PathVariable UUID itemId, @Valid @RequestBody HandOver body, Command command) {
        var to = body.at(command.actor().institution());
        return commands.once(command, AttentionItem.class, () -> attention
                .handOver(command.actor(), itemId, to)
                .map(it -> Answer.ok(it.version(), it)));
    }

    /** Items of every alliance that changed at or after a time, in that order: for the gateway while Kafka is away. */
    @Unaudited("For the gateway: codes and ids, no patient.")
    @GetMapping("/feed")
    @Operation(operationId = "readAttentionFeed", summary = "供网关读取的提醒变化 · Changes of items, for the gateway")
    Mono<Feed> feed(@RequestParam String since, Actor actor) {
        actor.require(Machines.SERVICE);
        return items.changed(instant(since), FEED).collectList().map(Feed::new);
    }

    private static Instant instant(String text) {
        try {
            var since = OffsetDateTime.parse(text).toInstant();
            if (!Era.holds(since)) {
                throw new Refusal.Malformed("time-out-of-range");
            }
            return since;
        } catch (DateTimeParseException _) {
            throw new Refusal.Malformed("since-malformed");
        }
    }
}
