package org.medalliance.referral.thread;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.medalliance.platform.access.Actor;
import org.medalliance.platform.web.AddsOnly;
import org.medalliance.platform.web.Answer;
import org.medalliance.platform.web.Command;
import org.medalliance.platform.web.Commands;
import org.medalliance.platform.web.PageRequest;
import org.medalliance.referral.thread.ThreadMessages.Unread;
import org.medalliance.referral.thread.ThreadView.MessageView;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/referral/v1/referrals/{referralId}/thread")
class ThreadController {

    private final ThreadDesk desk;
    private final Commands commands;

    ThreadController(ThreadDesk desk, Commands commands) {
        this.desk = desk;
        this.commands = commands;
    }

    record WriteMessage(@NotBlank @Size(max = 2000) String text) {}

    record ReadThread(@NotNull UUID until) {}

    @GetMapping
    @Operation(operationId = "getThread", summary = "沟通记录 · What the parties have written, the newest first")
    Mono<ResponseEntity<ThreadView>> thread(
            @PathVariable UUID referralId, PageRequest page, Actor actor, ServerHttpRequest request) {
        return desk.page(actor, referralId, page).map(view -> ResponseEntity.ok()
                .headers(view.page().response(request).getHeaders())
                .body(view));
    }

    @AddsOnly
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(operationId = "writeMessage", summary = "发送消息 · Write to the other side; 2,000 characters at most")
    Mono<ResponseEntity<MessageView>> write(
            @PathVariable UUID referralId, @Valid @RequestBody WriteMessage body, Command command) {
        var actor = command.actor();
        return commands.once(command, MessageView.class, () -> desk.write(actor, referralId, body.text())
                .map(it -> Answer.created(path(referralId), null, MessageView.of(it, actor))));
    }

    @AddsOnly
    @PostMapping("/read")
    @Operation(operationId = "readThread", summary = "标记已读 · This message and all before it have been read")
    Mono<ResponseEntity<Unread>> read(
            @PathVariable UUID referralId, @Valid @RequestBody ReadThread body, Command command) {
        return commands.once(command, Unread.class, () -> desk.read(command.actor(), referralId, body.until())
                .map(it -> Answer.ok(null, it)));
    }

    private static String path(UUID referral) {
        return "/api/referral/v1/referrals/%s/thread".formatted(referral);
    }
}
