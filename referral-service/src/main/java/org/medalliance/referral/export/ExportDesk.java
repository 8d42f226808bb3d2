package org.medalliance.referral.export;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.Actor;
import org.medalliance.platform.audit.Audit;
import org.medalliance.platform.web.CancelShield;
import org.medalliance.platform.web.PageRequest;
import org.medalliance.platform.web.PageRequest.Position;
import org.medalliance.referral.directory.Directory;
import org.medalliance.referral.directory.Directory.Institution;
import org.medalliance.referral.indicator.CaseRows;
import org.medalliance.referral.indicator.CaseRows.CaseRow;
import org.medalliance.referral.indicator.CaseSelection;
import org.medalliance.referral.patient.Patient;
import org.medalliance.referral.patient.Patients;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Writes a file of cases page by page: each page is read by statements of its own, noted in the trail, and out before
 * the next is read. Who goes away takes no connection along: a page that has begun is read to its end.
 */
@Service
class ExportDesk {

    private static final String CASE = "referral";

    private final CaseRows cases;
    private final Patients patients;
    private final Directory directory;
    private final Audit audit;

    ExportDesk(CaseRows cases, Patients patients, Directory directory, Audit audit) {
        this.cases = cases;
        this.patients = patients;
        this.directory = directory;
        this.audit = audit;
    }

    /**
     * A page of the file as it comes from the database.
     *
     * @param last null where another may follow
     */
    private record ReadPage(
            List<List<String>> rows, @Nullable Position last) {}

    static List<String> headers(CaseSelection selection) {
        return ExportColumns.headers(!selection.ofBureau());
    }

    /** The first bytes are there already: what goes wrong before can still be said. */
    Mono<Flux<byte[]>> file(Actor actor, CaseSelection selection, ExportFile file) {
        return names(selection).flatMap(names -> page(actor, selection, names, PageRequest.START)
                .map(first -> bytes(first, last -> page(actor, selection, names, last), file)));
    }

    private static Flux<byte[]> bytes(ReadPage first, Function<Position, Mono<ReadPage>> next, ExportFile file) {
        return Flux.just(first)
                .expand(page -> page.last() == null ? Mono.empty() : next.apply(page.last()))
                .concatMap(page -> made(() -> file.add(page.rows())), 1)
                .concatWith(made(file::end))
                .filter(bytes -> bytes.length > 0);
    }

    /** Not where requests are answered: a compressor takes its time. */
    private static Mono<byte[]> made(Callable<byte[]> work) {
        return Mono.fromCallable(work).subscribeOn(Schedulers.boundedElastic());
    }

    private Mono<Map<String, String>> names(CaseSelection selection) {
        return directory.institutions(selection.scope()).collectMap(Institution::id, Institution::name);
    }

    private Mono<ReadPage> page(Actor actor, CaseSelection selection, Map<String, String> names, Position before) {
        return CancelShield.shield(cases.page(selection, new PageRequest(PageRequest.MOST, before))
                .flatMap(found -> rows(actor, selection, names, found)
                        .flatMap(rows ->
                                audit.listed(actor, CASE, ids(found)).thenReturn(new ReadPage(rows, last(found))))));
    }

    private static List<UUID> ids(List<CaseRow> found) {
        return found.stream().filter(CaseRow::counts).map(CaseRow::id).toList();
    }

    private static @Nullable Position last(List<CaseRow> found) {
        return found.size() < PageRequest.MOST
                ? null
                : new Position(found.getLast().submittedAt(), found.getLast().id());
    }

    private Mono<List<List<String>>> rows(
            Actor actor, CaseSelection selection, Map<String, String> names, List<CaseRow> found) {
        var counted = found.stream().filter(CaseRow::counts).toList();
        var known = selection.ofBureau() ? Mono.just(Map.<UUID, Patient>of()) : patientsOf(actor, counted);
        return known.map(byId -> counted.stream()
                .map(it -> ExportColumns.of(it, names, byId.get(it.patientId())))
                .toList());
    }

    private Mono<Map<UUID, Patient>> patientsOf(Actor actor, List<CaseRow> found) {
        var ids = found.stream().map(CaseRow::patientId).distinct().toList();
        return patients.findAll(actor, ids).collectList().map(all -> all.stream()
                .collect(Collectors.toMap(Patient::id, Function.identity())));
    }
}
