package org.medalliance.staffing.beds;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.Actor;
import org.medalliance.platform.audit.Unaudited;
import org.medalliance.platform.lifecycle.Role;
import org.medalliance.platform.web.Answer;
import org.medalliance.platform.web.Command;
import org.medalliance.platform.web.Commands;
import org.medalliance.staffing.Query;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Each institution reports its own beds, by its people or its information system; everyone of the alliance reads them. */
@RestController
@RequestMapping("${alliance.api-root}/beds")
class BedController {

    private final BedDesk desk;
    private final BedBoards boards;
    private final Commands commands;

    BedController(BedDesk desk, BedBoards boards, Commands commands) {
        this.desk = desk;
        this.boards = boards;
        this.commands = commands;
    }

    private enum Reporter implements Role {
        REFERRAL_OFFICER,
        DUTY_OFFICER,
        STAFFING_MANAGER,
        HIS_CLIENT
    }

    /**
     * @param departments those that are counted now; the others stay as they were
     * @param reportedAt when they were counted; now where it is not said
     */
    record ReportBeds(
            @NotEmpty @Size(max = 200) List<@NotNull @Valid CountedBeds> departments,
            @Nullable OffsetDateTime reportedAt) {}

    /**
     * @param department code within the institution
     * @param diverting whether nobody should be sent there for now; no where it is not said
     */
    record CountedBeds(
            @NotNull @Pattern(regexp = "[A-Za-z0-9._-]{1,40}")
            String department,

            @NotNull @Min(0) @Max(10_000) Integer total,
            @NotNull @Min(0) @Max(10_000) Integer free,
            @Nullable Boolean diverting) {}

    record BedBoardList(List<BedBoard> items) {}

    /** A later count takes an earlier one's place; one that comes late, and the same one again, change nothing. */
    @PostMapping("/report")
    @Operation(operationId = "reportBeds", summary = "上报床位 · Report the beds of one's own institution")
    Mono<ResponseEntity<BedBoard>> report(@Valid @RequestBody ReportBeds body, Command command) {
        var actor = command.actor().require(Reporter.values());
        return commands.once(
                command, BedBoard.class, () -> desk.take(actor, body).map(it -> Answer.ok(it.version(), it)));
    }

    @GetMapping
    @Unaudited("Counts of beds; nothing of a patient.")
    @Operation(operationId = "listBeds", summary = "床位 · Beds as the institutions last reported them")
    Mono<BedBoardList> beds(Actor actor, @RequestParam(defaultValue = "") String institution) {
        return boards.all(actor.scope(), Query.id(institution)).collectList().map(BedBoardList::new);
    }
}
