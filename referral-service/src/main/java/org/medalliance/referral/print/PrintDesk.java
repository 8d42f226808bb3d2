package org.medalliance.referral.print;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.Actor;
import org.medalliance.platform.access.Scope;
import org.medalliance.referral.cases.CaseDoor;
import org.medalliance.referral.cases.Referral;
import org.medalliance.referral.directory.Directory;
import org.medalliance.referral.directory.Directory.Institution;
import org.medalliance.referral.directory.Directory.Practitioner;
import org.medalliance.referral.patient.Patients;
import org.medalliance.referral.print.ReferralSheet.Names;
import org.medalliance.referral.reason.Reasons;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Prints a case for who may read it; the print is in the trail as every look at the case is. */
@Service
class PrintDesk {

    private final CaseDoor door;
    private final Patients patients;
    private final Directory directory;
    private final Reasons reasons;
    private final SheetPrinter printer;

    PrintDesk(CaseDoor door, Patients patients, Directory directory, Reasons reasons, SheetPrinter printer) {
        this.door = door;
        this.patients = patients;
        this.directory = directory;
        this.reasons = reasons;
        this.printer = printer;
    }

    /**
     * @param number of the case
     */
    record Printed(String number, byte[] pdf) {}

    Mono<Printed> print(Actor actor, UUID id) {
        return door.enter(actor, id)
                .flatMap(
                        entry -> sheet(entry.referral()).flatMap(printer::print).flatMap(pdf -> door.shown(actor, entry)
                                .thenReturn(new Printed(entry.referral().number(), pdf))));
    }

    private Mono<Sheet> sheet(Referral referral) {
        var scope = new Scope(referral.alliance());
        return patients.find(scope, referral.patient())
                .zipWhen(_ -> names(scope, referral))
                .flatMap(both -> reasons.all(scope)
                        .map(all -> new ReferralSheet(referral, both.getT1(), both.getT2(), all).sheet()));
    }

    private Mono<Names> names(Scope scope, Referral it) {
        var reservation = it.details().reservation();
        var reserved = reservation == null ? null : reservation.department();
        return directory
                .institution(scope, it.destination().institution())
                .map(at -> new Names(
                        "",
                        null,
                        at.name(),
                        department(at, it.destination().department()),
                        reserved == null ? null : department(at, reserved),
                        null))
                .defaultIfEmpty(new Names(
                        "",
                        null,
                        it.destination().institution(),
                        it.destination().department() == null
                                ? ""
                                : it.destination().department(),
                        reserved,
                        null))
                .flatMap(names -> origin(scope, it, names))
                .flatMap(names -> doctors(scope, it, names));
    }

    private Mono<Names> origin(Scope scope, Referral it, Names names) {
        var origin = it.origin().institution();
        return directory
                .institution(scope, origin)
                .map(Institution::name)
                .defaultIfEmpty(origin)
                .map(names::from);
    }

    private Mono<Names> doctors(Scope scope, Referral it, Names names) {
        var reservation = it.details().reservation();
        return doctor(scope, it.origin().practitioner()).map(names::by).flatMap(named -> doctor(
                        scope, reservation == null ? null : reservation.doctor())
                .map(named::to));
    }

    /** A doctor whom the directory does not know may have been written by hand; empty text for none. */
    private Mono<String> doctor(Scope scope, @Nullable String id) {
        return id == null || id.isBlank()
                ? Mono.just("")
                : directory.practitioner(scope, id).map(Practitioner::name).defaultIfEmpty(id);
    }

    private static String department(Institution at, @Nullable String code) {
        var found = code == null ? null : at.department(code);
        return found != null ? found.name() : code == null ? "" : code;
    }
}
