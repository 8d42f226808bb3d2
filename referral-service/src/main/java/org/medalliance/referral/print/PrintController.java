package org.medalliance.referral.print;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.UUID;
import org.medalliance.platform.access.Actor;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/referral/v1/referrals/{referralId}/print")
class PrintController {

    private final PrintDesk desk;

    PrintController(PrintDesk desk) {
        this.desk = desk;
    }

    @GetMapping(produces = MediaType.APPLICATION_PDF_VALUE)
    @Operation(
            operationId = "printReferral",
            summary = "打印转诊单 · The referral as a form to print, A4",
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            description = "OK",
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_PDF_VALUE,
                                            schema = @Schema(type = "string", format = "binary"))))
    Mono<ResponseEntity<byte[]>> print(@PathVariable UUID referralId, Actor actor) {
        return desk.print(actor, referralId).map(printed -> ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_PDF)
                .cacheControl(CacheControl.noStore())
                .header(HttpHeaders.CONTENT_DISPOSITION, inline(printed.number()))
                .body(printed.pdf()));
    }

    private static String inline(String number) {
        return ContentDisposition.inline().filename(number + ".pdf").build().toString();
    }
}
