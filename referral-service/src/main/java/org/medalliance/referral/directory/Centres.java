package org.medalliance.referral.directory;

import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.Scope;
import org.medalliance.referral.content.Pathway;
import org.medalliance.referral.content.Place;
import org.medalliance.referral.directory.Beds.FreeBeds;
import org.medalliance.referral.directory.Directory.Department;
import org.medalliance.referral.directory.Directory.Institution;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Which hospitals can take an emergency, and who is on duty there. */
@Component
public class Centres {

    private final Directory directory;
    private final Beds beds;
    private final Clock clock;

    Centres(Directory directory, Beds beds, Clock clock) {
        this.directory = directory;
        this.beds = beds;
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
     * A hospital that may take the patient.
     *
     * @param able whether it says that it can do what the pathway asks for; true where no pathway asks for anything
     * @param beds of the department; null where nobody ever reported them
     */
    public record Candidate(
            Institution hospital,
            Department department,
            int travelMinutes,
            boolean able,
            @Nullable FreeBeds beds) {

        public boolean turnsAway() {
            return beds != null && beds.turnsAway();
        }

        private Centre centre() {
            return new Centre(Place.of(hospital.id(), department.code()), department.specialty(), travelMinutes);
        }
    }

    /**
     * Hospitals that can treat this, the nearest first, those that divert last; when none of the alliance says that it
     * can, every hospital: an emergency goes somewhere. Never the origin itself.
     */
    public Mono<List<Centre>> capable(Scope scope, Institution origin, Pathway pathway) {
        return candidates(scope, origin, pathway)
                .map(all -> all.stream().map(Candidate::centre).toList());
    }

    /** As {@link #capable}, with what is known of each. */
    public Mono<List<Candidate>> candidates(Scope scope, Institution origin, Pathway pathway) {
        return directory
                .hospitals(scope)
                .filter(it -> !it.id().equals(origin.id()) && !it.departments().isEmpty())
                .collectList()
                .map(all -> able(all, demand(pathway)))
                .flatMap(able -> counted(scope, origin, able, demand(pathway)));
    }

    private static List<Institution> able(List<Institution> hospitals, Demand demand) {
        var able = hospitals.stream()
                .filter(it -> it.capabilities().contains(demand.capability()))
                .toList();
        return able.isEmpty() ? hospitals : able;
    }

    /** Hospitals with a department of the specialty, as {@link #candidates} in order. */
    public Mono<List<Candidate>> candidates(Scope scope, Institution origin, String specialty) {
        return directory
                .hospitals(scope, specialty)
                .filter(it -> !it.id().equals(origin.id()))
                .collectList()
                .flatMap(hospitals -> counted(scope, origin, hospitals, new Demand("", List.of(specialty))));
    }

    private Mono<List<Candidate>> counted(Scope scope, Institution origin, List<Institution> hospitals, Demand demand) {
        if (hospitals.isEmpty()) {
            return Mono.just(List.of());
        }
        var ids = hospitals.stream().map(Institution::id).toList();
        var departments = hospitals.stream()
                .map(it -> department(it, demand).code())
                .distinct()
                .toList();
        return beds.counts(scope, ids, departments).map(counts -> hospitals.stream()
                .map(it -> candidate(origin, it, demand, counts))
                .sorted(Comparator.comparing(Candidate::turnsAway)
                        .thenComparing(Candidate::travelMinutes)
                        .thenComparing(found -> found.hospital().id()))
                .toList());
    }

    private static Candidate candidate(Institution origin, Institution hospital, Demand demand, Beds.Counts counts) {
        var department = department(hospital, demand);
        return new Candidate(
                hospital,
                department,
                Travel.minutes(origin, hospital),
                demand.capability().isEmpty() || hospital.capabilities().contains(demand.capability()),
                counts.of(hospital.id(), department.code()));
    }

    /** Hospitals with a department of the specialty, the nearest to the origin first, those that divert last. */
    public Mono<List<Centre>> withSpecialty(Scope scope, Institution origin, String specialty) {
        return candidates(scope, origin, specialty)
                .map(all -> all.stream().map(Candidate::centre).toList());
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
