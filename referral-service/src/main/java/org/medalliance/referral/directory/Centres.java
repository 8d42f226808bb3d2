package org.medalliance.referral.directory;

import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import org.medalliance.platform.access.Scope;
import org.medalliance.referral.content.Pathway;
import org.medalliance.referral.content.Place;
import org.medalliance.referral.directory.Directory.Department;
import org.medalliance.referral.directory.Directory.Institution;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Which hospitals can take an emergency, and who is on duty there. */
@Component
public class Centres {

    private static final String HOSPITAL = "HOSPITAL";

    private final Directory directory;
    private final Clock clock;

    Centres(Directory directory, Clock clock) {
        this.directory = directory;
        this.clock = clock;
    }

    /**
     * What a centre of the pathway must be able to do, and whose patient it is.
     *
     * @param specialties national catalogue (诊疗科目名录), the first that the hospital has
     */
    private record Demand(String capability, List<String> specialties) {}

    private static Demand demand(Pathway pathway) {
        return switch (pathway) {
            case CHEST_PAIN -> new Demand("PCI", List.of("03.04", "20", "03"));
            case STROKE -> new Demand("THROMBOLYSIS", List.of("03.03", "20", "03"));
            case TRAUMA -> new Demand("TRAUMA_THEATRE", List.of("04.03", "04.01", "20", "04"));
            case MATERNAL -> new Demand("OBSTETRIC_THEATRE", List.of("05.02", "05"));
            case NEWBORN -> new Demand("NEONATAL_UNIT", List.of("07.01", "07"));
            case GENERAL -> new Demand("", List.of("20", "03"));
        };
    }

    /** @param specialty of the department there */
    public record Centre(Place place, String specialty, int travelMinutes) {}

    /**
     * Hospitals that can treat this, the nearest first; when none of the alliance says that it can, every hospital: an
     * emergency goes somewhere. Never the origin itself.
     */
    public Mono<List<Centre>> capable(Scope scope, Institution origin, Pathway pathway) {
        var demand = demand(pathway);
        return directory
                .institutions(scope)
                .filter(it -> it.kind().equals(HOSPITAL) && !it.id().equals(origin.id()))
                .filter(it -> !it.departments().isEmpty())
                .collectList()
                .map(hospitals -> {
                    var able = hospitals.stream()
                            .filter(it -> it.capabilities().contains(demand.capability()))
                            .toList();
                    return (able.isEmpty() ? hospitals : able)
                            .stream()
                                    .map(it -> centre(origin, it, demand))
                                    .sorted(Comparator.comparingInt(Centre::travelMinutes)
                                            .thenComparing(
                                                    centre -> centre.place().institution()))
                                    .toList();
                });
    }

    /** Hospitals with a department of the specialty, the nearest to the origin first. */
    public Mono<List<Centre>> withSpecialty(Scope scope, Institution origin, String specialty) {
        return directory
                .hospitals(scope, specialty)
                .filter(it -> !it.id().equals(origin.id()))
                .map(it -> centre(origin, it, new Demand("", List.of(specialty))))
                .collectSortedList(Comparator.comparingInt(Centre::travelMinutes));
    }

    private static Centre centre(Institution origin, Institution hospital, Demand demand) {
        var department = department(hospital, demand);
        return new Centre(
                Place.of(hospital.id(), department.code()), department.specialty(), Travel.minutes(origin, hospital));
    }

    private static Department department(Institution hospital, Demand demand) {
        return demand.specialties().stream()
                .flatMap(specialty -> hospital.departments().stream()
                        .filter(it -> it.specialty().equals(specialty)))
                .findFirst()
                .orElseGet(() -> hospital.departments().getFirst());
    }

    /** Practitioners on duty at this moment in the pathway's centre, the first on the roster first. */
    public Flux<String> onDuty(Scope scope, String institution, Pathway pathway) {
        var now = clock.instant();
        return directory
                .rosters(scope, institution, pathway.name())
                .filter(roster -> DutyClock.covers(roster, now))
                .map(Directory.Roster::onDuty)
                .distinct();
    }
}
