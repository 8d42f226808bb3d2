package org.medalliance.telemedicine.schedule;

import com.fasterxml.jackson.annotation.JsonFormat;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.List;
import org.medalliance.platform.access.Actor;
import org.medalliance.platform.audit.Unaudited;
import org.medalliance.platform.lifecycle.Role;
import org.medalliance.platform.web.Answer;
import org.medalliance.platform.web.Command;
import org.medalliance.platform.web.Commands;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The experts' hours, and the slots that are free. */
@RestController
@RequestMapping("${alliance.api-root}")
class ScheduleController {

    /** More than this of a fortnight is no list for people; {@code freeCount} says how many there are. */
    private static final int SHOWN = 200;

    private static final String ID = "[A-Za-z0-9._-]{1,64}";
    private static final String SPECIALTY = "[0-9]{2}(\\.[0-9]{2}){0,2}";

    private final ScheduleDesk desk;
    private final FreeSlots freeSlots;
    private final Commands commands;
    private final Clock clock;

    ScheduleController(ScheduleDesk desk, FreeSlots freeSlots, Commands commands, Clock clock) {
        this.desk = desk;
        this.freeSlots = freeSlots;
        this.commands = commands;
        this.clock = clock;
    }

    private enum Planner implements Role {
        STAFFING_MANAGER,
        ALLIANCE_ADMIN
    }

    enum Weekday {
        MON,
        TUE,
        WED,
        THU,
        FRI,
        SAT,
        SUN
    }

    record Import(@NotEmpty @Size(max = 2000) List<@NotNull @Valid Hours> schedules) {}

    record Hours(
            @NotNull @Pattern(regexp = ID) String expert,
            @NotNull @Pattern(regexp = SPECIALTY) String specialty,
            @NotNull Weekday weekday,
            @NotNull @JsonFormat(pattern = "HH:mm") LocalTime from,
            @NotNull @JsonFormat(pattern = "HH:mm") LocalTime to,
            @Min(5) @Max(240) int slotMinutes) {

        WeeklyHours toHours() {
            return new WeeklyHours(expert, "", specialty, DayOfWeek.of(weekday.ordinal() + 1), from, to, slotMinutes);
        }
    }

    /**
     * @param items the first 200
     * @param freeCount how many are free in the next fourteen days
     */
    record Free(String provider, String specialty, int freeCount, List<Slot> items) {}

    @Operation(
            operationId = "importSchedules",
            summary = "导入专家出诊时间 · Lay down the experts' weekly hours, all or nothing")
    @PostMapping("/schedules/import")
    Mono<ResponseEntity<ScheduleDesk.Imported>> put(@Valid @RequestBody Import body, Command command) {
        var scope = command.actor().require(Planner.values()).scope();
        var hours = body.schedules().stream().map(Hours::toHours).toList();
        return commands.once(command, ScheduleDesk.Imported.class, () -> desk.put(scope, hours)
                .map(done -> Answer.ok(null, done)));
    }

    /** Any member of the alliance may see when experts are free; the slots name no patient. */
    @Operation(operationId = "listSlots", summary = "空闲会诊号源 · Free slots of the next 14 days")
    @Unaudited("Free slots name no patient.")
    @GetMapping("/slots")
    Mono<Free> free(
            Actor actor,
            @RequestParam @Pattern(regexp = ID) String provider,
            @RequestParam @Pattern(regexp = SPECIALTY) String specialty) {
        return freeSlots
                .of(actor.scope(), provider, specialty, clock.instant())
                .map(slots -> new Free(
                        provider,
                        specialty,
                        slots.size(),
                        slots.stream().limit(SHOWN).toList()));
    }
}
