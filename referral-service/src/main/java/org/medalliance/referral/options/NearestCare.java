package org.medalliance.referral.options;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.lifecycle.Refusal;
import org.medalliance.referral.content.Direction;
import org.medalliance.referral.content.Pathway;
import org.medalliance.referral.content.Priority;
import org.medalliance.referral.directory.Beds.FreeBeds;
import org.medalliance.referral.directory.Centres;
import org.medalliance.referral.directory.Centres.Candidate;
import org.medalliance.referral.directory.Directory;
import org.medalliance.referral.directory.Directory.Institution;
import org.medalliance.referral.directory.Duties;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/**
 * The nearest right care for a patient at a clinic: here, by wire, or at which hospital. Read from replicas only, in a
 * handful of statements however many hospitals there are.
 *
 * <p>What a clinic can do itself is not said here: staffing announces visiting days, and no postings yet. A posted
 * doctor's specialties would come as one more {@link Kind} beside the visits, from a replica that {@link Offers} keeps.
 */
@Service
class NearestCare {

    private final Offers offers;
    private final Directory directory;
    private final Centres centres;
    private final Duties duties;
    private final Clock clock;

    NearestCare(Offers offers, Directory directory, Centres centres, Duties duties, Clock clock) {
        this.offers = offers;
        this.directory = directory;
        this.centres = centres;
        this.duties = duties;
        this.clock = clock;
    }

    enum Kind {
        VISITING_DOCTOR,
        CONSULT,
        HOSPITAL
    }

    /**
     * @param clinic where the patient is
     * @param direction in which a case of theirs would go
     * @param triages whether the asker decides on a case of somebody else
     */
    record Need(
            String clinic, String specialty, Priority priority, Pathway pathway, Direction direction, boolean triages) {

        private boolean isEmergency() {
            return priority == Priority.EMERGENCY;
        }

        /** How far ahead somebody who comes, or a slot, is of use: whoever is urgent cannot wait for next week. */
        private Duration horizon() {
            return priority == Priority.ROUTINE ? Duration.ofDays(14) : Duration.ofDays(1);
        }

        private boolean hasPathway() {
            return pathway != Pathway.GENERAL;
        }
    }

    /**
     * @param institution where the care is given: the clinic itself for a visiting doctor
     * @param startsAt null for a hospital
     * @param places of the visiting day or among the provider's next slots that are free; null for a hospital
     * @param travelMinutes 0 for care at the clinic
     * @param beds of the hospital's department; null where it never reported any
     * @param reasons the strongest first; the catalogue of reasons has their words
     * @param way null for a hospital that is rung by itself when those before it do not answer
     */
    record Option(
            Kind kind,
            String institution,
            String institutionName,
            @Nullable String department,
            @Nullable String departmentName,
            @Nullable String practitioner,
            @Nullable String practitionerName,
            @Nullable UUID visitingDay,
            @Nullable Instant startsAt,
            @Nullable Instant endsAt,
            @Nullable Integer places,
            int travelMinutes,
            @Nullable FreeBeds beds,
            List<Why> reasons,
            @Nullable Way way) {}

    Mono<List<Option>> options(Scope scope, Need need) {
        return directory
                .institution(scope, need.clinic())
                .switchIfEmpty(Mono.error(() -> new Refusal.Conflict("institution-not-in-directory", need.clinic())))
                .flatMap(here -> Mono.zip(nearer(scope, here, need), hospitals(scope, here, need)))
                .map(both -> Stream.concat(both.getT1().stream(), both.getT2().stream())
                        .toList());
    }

    /** Who comes here first, then who can be asked by wire; each the soonest first. */
    private Mono<List<Option>> nearer(Scope scope, Institution here, Need need) {
        if (need.isEmergency()) {
            return Mono.just(List.of());
        }
        var now = clock.instant();
        var until = now.plus(need.horizon());
        return offers.days(scope, here.id(), need.specialty(), now, until)
                .map(day -> visit(here, need, day))
                .collectList()
                .zipWhen(_ -> offers.slots(scope, need.specialty(), now, until)
                        .map(slot -> consult(need, slot))
                        .collectList())
                .map(both -> Stream.concat(both.getT1().stream(), both.getT2().stream())
                        .toList());
    }

    private static Option visit(Institution here, Need need, Offers.OfferedDay day) {
        return new Option(
                Kind.VISITING_DOCTOR,
                here.id(),
                here.name(),
                null,
                null,
                day.practitioner(),
                day.practitionerName(),
                day.id(),
                day.startsAt(),
                day.endsAt(),
                day.free(),
                0,
                null,
                List.of(Why.VISITS_THIS_CLINIC, Why.NO_TRAVEL),
                Way.visit(need.specialty(), day.id()));
    }

    private static Option consult(Need need, Offers.OfferedSlot slot) {
        return new Option(
                Kind.CONSULT,
                slot.provider(),
                slot.providerName(),
                null,
                null,
                slot.expert(),
                slot.expertName(),
                null,
                slot.startsAt(),
                slot.endsAt(),
                (int) slot.free(),
                0,
                null,
                List.of(Why.FREE_CONSULT_SLOT, Why.NO_TRAVEL),
                need.triages()
                        ? Way.consultFirst()
                        : Way.consult(need.specialty(), slot.provider(), slot.expert(), slot.startsAt()));
    }

    private Mono<List<Option>> hospitals(Scope scope, Institution here, Need need) {
        var candidates = need.hasPathway()
                ? centres.candidates(scope, here, need.pathway())
                : centres.candidates(scope, here, need.specialty());
        return candidates.flatMap(all -> all.isEmpty()
                ? Mono.just(List.<Option>of())
                : onDuty(scope, need, all).map(now -> ranked(need, all, now)));
    }

    private Mono<Duties.Now> onDuty(Scope scope, Need need, List<Candidate> all) {
        var units = Stream.concat(
                        all.stream().map(it -> it.department().code()),
                        need.hasPathway() ? Stream.of(need.pathway().name()) : Stream.empty())
                .distinct()
                .toList();
        return duties.now(scope, all.stream().map(it -> it.hospital().id()).toList(), units);
    }

    /**
     * An emergency goes by the way alone, in the order in which hospitals are rung; whoever has time goes where there is
     * a bed and somebody on duty. Who diverts comes last in either.
     */
    private static List<Option> ranked(Need need, List<Candidate> all, Duties.Now duties) {
        var nearest = all.stream().mapToInt(Candidate::travelMinutes).min().orElse(0);
        var options = IntStream.range(0, all.size())
                .mapToObj(place -> hospital(need, all.get(place), duties, nearest, place == 0));
        return need.isEmergency()
                ? options.toList()
                : options.sorted(
                                Comparator.comparing((Option it) -> it.reasons().contains(Why.DIVERTING))
                                        .thenComparing(it -> it.reasons().contains(Why.NO_FREE_BEDS))
                                        .thenComparing(it -> !isOnDuty(it))
                                        .thenComparing(Option::travelMinutes))
                        .toList();
    }

    private static boolean isOnDuty(Option it) {
        return it.reasons().contains(Why.ON_DUTY_NOW) || it.reasons().contains(Why.CENTRE_ON_DUTY);
    }

    private static Option hospital(Need need, Candidate it, Duties.Now duties, int nearest, boolean first) {
        var hospital = it.hospital();
        var department = it.department();
        var centre =
                need.hasPathway() ? duties.first(hospital.id(), need.pathway().name()) : null;
        var ward = duties.first(hospital.id(), department.code());
        var doctor = centre == null ? ward : centre;
        var rings = need.isEmergency() && need.hasPathway();
        var reasons = new ArrayList<Why>();
        if (it.turnsAway()) {
            reasons.add(Why.DIVERTING);
        }
        if (rings) {
            reasons.add(first ? Why.RUNG_FIRST : Why.RUNG_NEXT);
        }
        if (need.hasPathway()) {
            reasons.add(it.able() ? Why.HAS_CENTRE : Why.NO_CENTRE_KNOWN);
        }
        if (centre != null) {
            reasons.add(Why.CENTRE_ON_DUTY);
        }
        if (ward != null) {
            reasons.add(Why.ON_DUTY_NOW);
        }
        if (department.specialty().equals(need.specialty())) {
            reasons.add(Why.HAS_DEPARTMENT);
        }
        if (it.travelMinutes() == nearest) {
            reasons.add(Why.NEAREST);
        }
        reasons.add(bedsOf(it.beds()));
        return new Option(
                Kind.HOSPITAL,
                hospital.id(),
                hospital.name(),
                department.code(),
                department.name(),
                doctor == null ? null : doctor.onDuty(),
                doctor == null ? null : doctor.name(),
                null,
                null,
                null,
                null,
                it.travelMinutes(),
                it.beds(),
                List.copyOf(reasons),
                way(need, rings, first, hospital.id(), department.code()));
    }

    private static Why bedsOf(@Nullable FreeBeds beds) {
        if (beds == null) {
            return Why.BEDS_UNKNOWN;
        }
        if (beds.stale()) {
            return Why.BEDS_OUT_OF_DATE;
        }
        return beds.free() > 0 ? Why.FREE_BEDS : Why.NO_FREE_BEDS;
    }

    private static @Nullable Way way(Need need, boolean rings, boolean first, String hospital, String department) {
        if (!rings) {
            return Way.submit(need.direction(), need.priority(), need.pathway(), hospital, department);
        }
        return first ? Way.emergency(need.pathway()) : null;
    }
}
