package org.medalliance.staffing.visit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.medalliance.platform.access.Actor;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.identity.Ids;
import org.medalliance.platform.lifecycle.Refusal;
import org.medalliance.platform.lifecycle.Refusal.Invalid.Fault;
import org.medalliance.staffing.directory.DirectoryBoard;
import org.medalliance.staffing.directory.Institution;
import org.medalliance.staffing.directory.Practitioner;
import org.medalliance.staffing.visit.VisitCommands.PlanVisit;
import org.medalliance.staffing.visit.VisitLifecycle.Party;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Looks a plan up in the directory: is there such a doctor, such a clinic, and who has a part in it. */
@Component
class VisitIntake {

    private final DirectoryBoard directory;
    private final Clock clock;

    VisitIntake(DirectoryBoard directory, Clock clock) {
        this.directory = directory;
        this.clock = clock;
    }

    /**
     * @param parties which institution holds which part
     */
    record Planned(VisitingDay day, List<Map.Entry<Party, String>> parties) {

        Set<Party> heldBy(Actor actor) {
            return parties.stream()
                    .filter(it -> it.getValue().equals(actor.institution()))
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toUnmodifiableSet());
        }
    }

    private record Found(Optional<Practitioner> doctor, Optional<Institution> clinic) {}

    /**
     * @throws Refusal.Invalid with every place of the plan that cannot be right
     */
    Mono<Planned> look(Scope scope, PlanVisit plan) {
        return found(scope, plan)
                .map(found -> checked(scope, plan, found))
                .flatMap(day -> directory.leads(scope).map(leads -> new Planned(day, parties(day, leads))));
    }

    private Mono<Found> found(Scope scope, PlanVisit plan) {
        return directory
                .practitioner(scope, plan.practitioner())
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .flatMap(doctor -> directory
                        .institution(scope, plan.clinic())
                        .map(Optional::of)
                        .defaultIfEmpty(Optional.empty())
                        .map(clinic -> new Found(doctor, clinic)));
    }

    private VisitingDay checked(Scope scope, PlanVisit plan, Found found) {
        var now = clock.instant();
        var faults = new ArrayList<>(faultsOfTime(plan, now));
        var doctor = found.doctor().orElse(null);
        if (doctor == null) {
            faults.add(new Fault("/practitioner", "unknown-practitioner"));
        } else if (!doctor.specialties().contains(plan.specialty())) {
            faults.add(new Fault("/specialty", "specialty-not-held"));
        }
        found.clinic()
                .map(clinic -> faultOfClinic(clinic, doctor == null ? "" : doctor.institution()))
                .orElse(Optional.of("unknown-institution"))
                .ifPresent(code -> faults.add(new Fault("/clinic", code)));
        if (doctor == null || !faults.isEmpty()) {
            throw new Refusal.Invalid(faults);
        }
        return VisitingDay.planned(
                Ids.next(),
                scope.alliance(),
                doctor.id(),
                doctor.institution(),
                plan.clinic(),
                plan.specialty(),
                plan.from(),
                plan.to(),
                plan.places(),
                now);
    }

    private static List<Fault> faultsOfTime(PlanVisit plan, Instant now) {
        if (!plan.from().isAfter(now)) {
            return List.of(new Fault("/startsAt", "in-the-past"));
        }
        if (plan.from().isAfter(now.plus(VisitingDay.FURTHEST))) {
            return List.of(new Fault("/startsAt", "too-far-ahead"));
        }
        var length = Duration.between(plan.from(), plan.to());
        if (!length.isPositive()) {
            return List.of(new Fault("/endsAt", "ends-before-start"));
        }
        return length.compareTo(VisitingDay.LONGEST) > 0 ? List.of(new Fault("/endsAt", "visit-too-long")) : List.of();
    }

    private static Optional<String> faultOfClinic(Institution clinic, String employer) {
        if (clinic.kind() != Institution.Kind.CLINIC) {
            return Optional.of("not-a-clinic");
        }
        return clinic.id().equals(employer) ? Optional.of("clinic-is-home") : Optional.empty();
    }

    private static List<Map.Entry<Party, String>> parties(VisitingDay day, Set<String> leads) {
        return Stream.concat(
                        Stream.of(Map.entry(Party.EMPLOYER, day.employer()), Map.entry(Party.CLINIC, day.clinic())),
                        leads.stream().map(lead -> Map.entry(Party.LEAD, lead)))
                .toList();
    }
}
