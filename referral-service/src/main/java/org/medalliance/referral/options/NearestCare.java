package org.medalliance.referral.options;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.lifecycle.Refusal;
import org.medalliance.referral.directory.Directory;
import org.medalliance.referral.directory.Directory.Institution;
import org.medalliance.referral.directory.DutyClock;
import org.medalliance.referral.directory.Travel;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The nearest right care for a patient at a clinic: here, by wire, or at which hospital. Read from replicas only. */
@Service
class NearestCare {

    /** How far ahead a clinic plans. */
    private static final Duration AHEAD = Duration.ofDays(14);

    private final Offers offers;
    private final Directory directory;
    private final Clock clock;

    NearestCare(Offers offers, Directory directory, Clock clock) {
        this.offers = offers;
        this.directory = directory;
        this.clock = clock;
    }

    enum Kind {
        VISITING_DOCTOR,
        CONSULT,
        HOSPITAL
    }

    /**
     * @param institution where the care is given: the clinic itself for a visiting doctor
     * @param travelMinutes 0 for care at the clinic
     * @param startsAt null for a hospital
     * @param reasons codes, the strongest first
     */
    record Option(
            Kind kind,
            String institution,
            String institutionName,
            @Nullable String department,
            @Nullable String practitioner,
            @Nullable String practitionerName,
            @Nullable UUID visitingDay,
            @Nullable Instant startsAt,
            @Nullable Instant endsAt,
            int places,
            int travelMinutes,
            List<String> reasons) {}

    /**
     * @param emergency whether only hospitals will do
     */
    Mono<List<Option>> options(Scope scope, String clinic, String specialty, boolean emergency) {
        return directory
                .institution(scope, clinic)
                .switchIfEmpty(Mono.error(() -> new Refusal.Conflict("institution-not-in-directory", clinic)))
                .flatMap(here -> {
                    var hospitals = hospitals(scope, here, specialty);
                    var nearer = emergency
                            ? Flux.<Option>empty()
                            : visits(scope, here, specialty).concatWith(consults(scope, specialty));
                    return nearer.concatWith(hospitals).collectList();
                });
    }

    private Flux<Option> visits(Scope scope, Institution here, String specialty) {
        var now = clock.instant();
        return offers.days(scope, here.id(), specialty, now, now.plus(AHEAD))
                .collectList()
                .flatMapIterable(days -> days)
                .concatMap(day -> named(scope, day.practitioner())
                        .map(doctor -> new Option(
                                Kind.VISITING_DOCTOR,
                                here.id(),
                                here.name(),
                                null,
                                day.practitioner(),
                                doctor,
                                day.id(),
                                day.startsAt(),
                                day.endsAt(),
                                day.places(),
                                0,
                                List.of("VISITS_THIS_CLINIC", "NO_TRAVEL"))));
    }

    private Flux<Option> consults(Scope scope, String specialty) {
        var now = clock.instant();
        return offers.slots(scope, specialty)
                .collectList()
                .flatMapIterable(providers -> providers)
                .concatMap(
                        slots -> Flux.fromStream(firstFree(slots, now)).concatMap(slot -> consult(scope, slots, slot)))
                .sort(Comparator.comparing(option -> option.startsAt() == null ? Instant.MAX : option.startsAt()));
    }

    private static Stream<Offers.ConsultSlots.Slot> firstFree(Offers.ConsultSlots slots, Instant now) {
        return slots.nextFree().stream()
                .filter(slot -> slot.startsAt().isAfter(now))
                .limit(1);
    }

    private Mono<Option> consult(Scope scope, Offers.ConsultSlots slots, Offers.ConsultSlots.Slot slot) {
        return Mono.zip(named(scope, slot.expert()), institutionName(scope, slots.provider()))
                .map(names -> new Option(
                        Kind.CONSULT,
                        slots.provider(),
                        names.getT2(),
                        null,
                        slot.expert(),
                        names.getT1(),
                        null,
                        slot.startsAt(),
                        slot.endsAt(),
                        1,
                        0,
                        List.of("FREE_CONSULT_SLOT", "NO_TRAVEL")));
    }

    private Flux<Option> hospitals(Scope scope, Institution here, String specialty) {
        return directory
                .hospitals(scope, specialty)
                .collectList()
                .flatMapIterable(hospitals -> hospitals)
                .filter(hospital -> !hospital.id().equals(here.id()))
                .concatMap(hospital -> hospital(scope, here, hospital, specialty))
                .sort(Comparator.comparing((Option it) -> !it.reasons().contains("ON_DUTY_NOW"))
                        .thenComparing(Option::travelMinutes));
    }

    private Flux<Option> hospital(Scope scope, Institution here, Institution hospital, String specialty) {
        return Flux.fromIterable(hospital.departments())
                .filter(department -> department.specialty().equals(specialty))
                .take(1)
                .concatMap(department -> onDuty(scope, hospital, department.code())
                        .map(doctor -> option(here, hospital, department, doctor))
                        .switchIfEmpty(Mono.fromSupplier(() -> option(here, hospital, department, null))));
    }

    private static Option option(
            Institution here,
            Institution hospital,
            Directory.Department department,
            Directory.@Nullable Practitioner doctor) {
        var reasons = doctor == null ? List.of("HAS_DEPARTMENT") : List.of("ON_DUTY_NOW", "HAS_DEPARTMENT");
        return new Option(
                Kind.HOSPITAL,
                hospital.id(),
                hospital.name(),
                department.code(),
                doctor == null ? null : doctor.id(),
                doctor == null ? null : doctor.name(),
                null,
                null,
                null,
                department.beds(),
                Travel.minutes(here, hospital),
                reasons);
    }

    /** Whoever the department's roster names at this moment; its hours over, nobody. */
    private Mono<Directory.Practitioner> onDuty(Scope scope, Institution hospital, String department) {
        var now = clock.instant();
        return directory
                .rosters(scope, hospital.id(), department)
                .collectList()
                .flatMapIterable(rosters -> rosters)
                .filter(roster -> DutyClock.covers(roster, now))
                .next()
                .flatMap(roster -> directory.practitioner(scope, roster.onDuty()));
    }

    private Mono<String> named(Scope scope, String practitioner) {
        return directory
                .practitioner(scope, practitioner)
                .map(Directory.Practitioner::name)
                .defaultIfEmpty(practitioner);
    }

    private Mono<String> institutionName(Scope scope, String id) {
        return directory.institution(scope, id).map(Institution::name).defaultIfEmpty(id);
    }
}
