package org.medalliance.referral.export;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.Actor;
import org.medalliance.referral.content.Direction;
import org.medalliance.referral.indicator.CaseSelection;
import org.medalliance.referral.indicator.CaseSelection.Asked;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/referral/v1/export")
class ExportController {

    private static final String CSV = "text/csv;charset=UTF-8";

    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private final ExportDesk desk;
    private final Clock clock;

    ExportController(ExportDesk desk, Clock clock) {
        this.desk = desk;
        this.clock = clock;
    }

    @GetMapping("/referrals.csv")
    @Operation(
            operationId = "exportReferralsCsv",
            summary = "导出转诊（CSV） · Cases of a period as CSV: for the bureau without persons, else one's own, masked",
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            description = "OK",
                            content = @Content(mediaType = CSV, schema = @Schema(type = "string"))))
    Mono<Void> csv(
            @Parameter(description = "首日，默认本月一日 · First day, by default of this month")
                    @RequestParam(required = false)
                    @Nullable
                    LocalDate from,
            @Parameter(description = "末日（含），默认今日 · Last day, itself included; by default today")
                    @RequestParam(required = false)
                    @Nullable
                    LocalDate to,
            @RequestParam(required = false) @Size(min = 1, max = 40) @Nullable String institution,
            @RequestParam(required = false) @Nullable Direction direction,
            Actor actor,
            @Parameter(hidden = true) ServerHttpResponse response) {
        var asked = new Asked(from, to, institution, direction);
        return written(actor, asked, response, "csv", CSV, CsvFile::new);
    }

    @GetMapping("/referrals.xlsx")
    @Operation(
            operationId = "exportReferralsXlsx",
            summary =
                    "导出转诊（Excel） · Cases of a period as a workbook: for the bureau without persons, else one's own, masked",
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            description = "OK",
                            content = @Content(mediaType = XLSX, schema = @Schema(type = "string", format = "binary"))))
    Mono<Void> xlsx(
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to,
            @RequestParam(required = false) @Size(min = 1, max = 40) @Nullable String institution,
            @RequestParam(required = false) @Nullable Direction direction,
            Actor actor,
            @Parameter(hidden = true) ServerHttpResponse response) {
        var asked = new Asked(from, to, institution, direction);
        return written(actor, asked, response, "xlsx", XLSX, XlsxFile::new);
    }

    /** Group by group: the next page is read when the one before has gone out. */
    private Mono<Void> written(
            Actor actor,
            Asked asked,
            ServerHttpResponse response,
            String ending,
            String type,
            Function<List<String>, ExportFile> file) {
        return Mono.fromSupplier(() -> CaseSelection.of(actor, asked, clock))
                .flatMap(selection -> desk.file(actor, selection, file.apply(ExportDesk.headers(selection)))
                        .flatMap(bytes -> {
                            head(response.getHeaders(), selection, ending, type);
                            var buffers = response.bufferFactory();
                            return response.writeAndFlushWith(bytes.map(it -> Flux.just(buffers.wrap(it))));
                        }));
    }

    private static void head(HttpHeaders headers, CaseSelection selection, String ending, String type) {
        headers.setContentType(MediaType.parseMediaType(type));
        headers.setContentDisposition(ContentDisposition.attachment()
                .filename("referrals-%s-%s.%s".formatted(selection.from(), selection.to(), ending))
                .build());
        headers.setCacheControl(CacheControl.noStore());
        headers.set("X-Content-Type-Options", "nosniff");
    }
}
