package org.medalliance.telemedicine.schedule;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.lifecycle.Refusal;
import org.medalliance.platform.lifecycle.Refusal.Invalid.Fault;
import org.medalliance.telemedicine.directory.Directory;
import org.medalliance.telemedicine.directory.Practitioner;
import org.medalliance.telemedicine.schedule.SlotBoards.Desk;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Where medical affairs lays down at which hours the experts sit. The caller holds the transaction. */
@Service
class ScheduleDesk {

    private final Directory directory;
    private final Desks desks;
    private final SlotBoards boards;

    ScheduleDesk(Directory directory, Desks desks, SlotBoards boards) {
        this.directory = directory;
        this.desks = desks;
        this.boards = boards;
    }

    /**
     * @param changed false when everything was so already, and nothing was written or told
     */
    record Imported(int experts, int hours, boolean changed) {}

    /**
     * Puts the hours in the place of all hours of the experts that are named; those of others stay.
     *
     * @param wanted without their provider, which is where the directory says that the expert belongs
     * @throws Refusal.Invalid with every row that cannot stand; then nothing is written
     */
    Mono<Imported> put(Scope scope, List<WeeklyHours> wanted) {
        var experts =
                wanted.stream().map(WeeklyHours::expert).distinct().sorted().toList();
        return directory
                .practitioners(scope, experts)
                .map(known -> checked(wanted, known))
                .flatMap(hours ->
                        desks.ofExperts(scope, experts).flatMap(before -> replace(scope, experts, before, hours)));
    }

    private Mono<Imported> replace(
            Scope scope, List<String> experts, List<WeeklyHours> before, List<WeeklyHours> hours) {
        if (new HashSet<>(before).equals(new HashSet<>(hours))) {
            return Mono.just(new Imported(experts.size(), hours.size(), false));
        }
        return desks.replace(scope, experts, hours)
                .then(Mono.defer(() -> boards.refresh(scope, touched(before, hours))))
                .thenReturn(new Imported(experts.size(), hours.size(), true));
    }

    private static List<Desk> touched(List<WeeklyHours> before, List<WeeklyHours> after) {
        return Stream.concat(before.stream(), after.stream())
                .map(it -> new Desk(it.provider(), it.specialty()))
                .distinct()
                .toList();
    }

    private static List<WeeklyHours> checked(List<WeeklyHours> wanted, Map<String, Practitioner> known) {
        var faults = IntStream.range(0, wanted.size())
                .boxed()
                .flatMap(row -> faults(row, wanted, known.get(wanted.get(row).expert())))
                .toList();
        if (!faults.isEmpty()) {
            throw new Refusal.Invalid(faults);
        }
        return wanted.stream()
                .map(it -> it.at(requireNonNull(known.get(it.expert())).institution()))
                .toList();
    }

    private static Stream<Fault> faults(int row, List<WeeklyHours> wanted, @Nullable Practitioner expert) {
        var hours = wanted.get(row);
        var at = "/schedules/" + row;
        var faults = new ArrayList<Fault>();
        if (expert == null) {
            faults.add(new Fault(at + "/expert", "unknown-expert"));
        } else if (!expert.practises(hours.specialty())) {
            faults.add(new Fault(at + "/specialty", "specialty-unfit"));
        }
        if (!hours.begins().isBefore(hours.ends())) {
            faults.add(new Fault(at + "/to", "ends-before-it-begins"));
        }
        if (wanted.subList(0, row).stream().anyMatch(hours::overlap)) {
            faults.add(new Fault(at, "overlaps"));
        }
        return faults.stream();
    }
}
