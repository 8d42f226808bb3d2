package org.medalliance.referral.attachment;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.medalliance.platform.access.Actor;
import org.medalliance.platform.web.AddsOnly;
import org.medalliance.platform.web.Command;
import org.medalliance.platform.web.Commands;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/referral/v1/referrals/{referralId}/attachments")
class AttachmentController {

    private final AttachmentDesk desk;
    private final AttachmentBoard board;
    private final Commands commands;

    AttachmentController(AttachmentDesk desk, AttachmentBoard board, Commands commands) {
        this.desk = desk;
        this.board = board;
        this.commands = commands;
    }

    record AttachmentList(List<AttachmentView> items) {}

    record StrikeAttachment(
            @NotBlank @Size(min = 2, max = 500) String reason) {}

    @AddsOnly
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            operationId = "uploadAttachment",
            summary = "上传附件 · Add a file: PDF, JPEG, PNG, WebP, DICOM, aECG or SCP-ECG, at most 20 MiB",
            parameters = {
                @Parameter(
                        in = ParameterIn.HEADER,
                        name = HttpHeaders.CONTENT_DISPOSITION,
                        description = "文件名（UTF-8，RFC 8187）· The file's name",
                        example = "attachment; filename*=UTF-8''%E5%BF%83%E7%94%B5%E5%9B%BE.pdf",
                        schema = @Schema(type = "string")),
                @Parameter(
                        in = ParameterIn.HEADER,
                        name = GivenFile.DIGEST,
                        description = "文件的 SHA-256（RFC 9530），不符则拒收 · What the content must be, or it is refused",
                        example = "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:",
                        schema = @Schema(type = "string"))
            },
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            description = "文件内容；类型按内容识别 · The file itself; its kind is told by its content",
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_OCTET_STREAM_VALUE,
                                            schema = @Schema(type = "string", format = "binary"))))
    Mono<ResponseEntity<AttachmentView>> upload(
            @PathVariable UUID referralId, Command command, ServerHttpRequest request) {
        return Mono.fromSupplier(() -> GivenFile.of(request.getHeaders()))
                .flatMap(given -> desk.upload(command, referralId, given, request.getBody()));
    }

    @GetMapping
    @Operation(operationId = "listAttachments", summary = "附件列表 · The files of a referral, the oldest first")
    Mono<AttachmentList> list(@PathVariable UUID referralId, Actor actor) {
        return board.list(actor, referralId).map(AttachmentList::new);
    }

    /** Group by group: the next chunk is read when the one before has gone out, not as many as the socket would hold. */
    @GetMapping("/{attachmentId}/content")
    @Operation(
            operationId = "getAttachmentContent",
            summary = "下载附件 · What is in a file",
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            description = "OK",
                            content =
                                    @Content(
                                            mediaType = MediaType.ALL_VALUE,
                                            schema = @Schema(type = "string", format = "binary"))))
    Mono<Void> content(
            @PathVariable UUID referralId,
            @PathVariable UUID attachmentId,
            Actor actor,
            @Parameter(hidden = true) ServerHttpResponse response) {
        return board.content(actor, referralId, attachmentId).flatMap(opened -> {
            head(response.getHeaders(), opened.attachment());
            var buffers = response.bufferFactory();
            return response.writeAndFlushWith(opened.chunks().map(bytes -> Flux.just(buffers.wrap(bytes))));
        });
    }

    /** Shown as what it is, kept nowhere, and never run. */
    private static void head(HttpHeaders headers, Attachment it) {
        headers.setContentType(MediaType.parseMediaType(it.kind().mediaType()));
        headers.setContentLength(it.size());
        headers.setContentDisposition(ContentDisposition.attachment()
                .filename(it.details().name(), UTF_8)
                .build());
        headers.setCacheControl(CacheControl.noStore());
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Content-Security-Policy", "sandbox; default-src 'none'");
    }

    @PostMapping("/{attachmentId}/strike")
    @Operation(operationId = "strikeAttachment", summary = "作废附件 · Strike a file out that one has added oneself")
    Mono<ResponseEntity<AttachmentView>> strike(
            @PathVariable UUID referralId,
            @PathVariable UUID attachmentId,
            @Valid @RequestBody StrikeAttachment body,
            Command command) {
        return commands.once(
                command, AttachmentView.class, () -> desk.strike(command, referralId, attachmentId, body.reason()));
    }
}
