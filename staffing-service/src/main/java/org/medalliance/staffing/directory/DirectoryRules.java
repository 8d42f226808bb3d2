package org.medalliance.staffing.directory;

import static org.medalliance.staffing.directory.Section.INSTITUTIONS;
import static org.medalliance.staffing.directory.Section.PRACTITIONERS;
import static org.medalliance.staffing.directory.Section.ROSTERS;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.lifecycle.Refusal.Invalid.Fault;

/**
 * What must hold between the rows of a directory. A fault is noted at the imported row that brings it about; where a
 * stored row loses what it refers to, at the list that no longer has it.
 */
final class DirectoryRules {

    private final Directory directory;
    private final Draft draft;
    private final List<Fault> faults = new ArrayList<>();

    private DirectoryRules(Directory directory, Draft draft) {
        this.directory = directory;
        this.draft = draft;
    }

    static List<Fault> broken(Directory directory, Draft draft) {
        var rules = new DirectoryRules(directory, draft);
        rules.noTwoInstitutionsShareACode();
        directory.practitioners().forEach(rules::worksInADepartmentThatIs);
        directory.shifts().forEach(rules::isForAUnitThatIs);
        directory.shifts().forEach(rules::isHeldByPeopleWhoAre);
        rules.noTwoShiftsOfAUnitOverlap();
        return rules.faults;
    }

    private void noTwoInstitutionsShareACode() {
        var first = new HashMap<String, Institution>();
        inOrder(INSTITUTIONS, directory.institutions()).forEach(it -> {
            if (first.putIfAbsent(it.code(), it) != null) {
                fault(INSTITUTIONS, it, "code", "duplicate");
            }
        });
    }

    private void worksInADepartmentThatIs(Practitioner practitioner) {
        var institution = directory.institution(practitioner.institution());
        if (institution == null) {
            missing(PRACTITIONERS, practitioner, "institution", INSTITUTIONS, practitioner.institution());
        } else if (!institution.hasDepartment(practitioner.department())) {
            withoutDepartment(PRACTITIONERS, practitioner, "department", institution);
        }
    }

    private void isForAUnitThatIs(Shift shift) {
        var institution = directory.institution(shift.institution());
        if (institution == null) {
            missing(ROSTERS, shift, "institution", INSTITUTIONS, shift.institution());
        } else if (!Shift.Centre.isOne(shift.unit()) && !institution.hasDepartment(shift.unit())) {
            withoutDepartment(ROSTERS, shift, "unit", institution);
        }
    }

    private void isHeldByPeopleWhoAre(Shift shift) {
        if (!directory.hasPractitioner(shift.onDuty())) {
            missing(ROSTERS, shift, "onDuty", PRACTITIONERS, shift.onDuty());
        }
        for (var place = 0; place < shift.chain().size(); place++) {
            var next = shift.chain().get(place);
            if (!directory.hasPractitioner(next)) {
                missing(ROSTERS, shift, "chain/" + place, PRACTITIONERS, next);
            } else if (next.equals(shift.onDuty())) {
                fault(ROSTERS, shift, "chain/" + place, "on-duty-in-chain");
            }
        }
    }

    private void noTwoShiftsOfAUnitOverlap() {
        inOrder(ROSTERS, directory.shifts()).stream()
                .collect(Collectors.groupingBy(it -> List.of(it.institution(), it.unit())))
                .values()
                .forEach(this::noTwoOverlap);
    }

    private void noTwoOverlap(List<Shift> unit) {
        for (var later = 1; later < unit.size(); later++) {
            var shift = unit.get(later);
            if (unit.subList(0, later).stream().anyMatch(shift::overlaps)) {
                fault(ROSTERS, shift, "from", "shift-overlaps");
            }
        }
    }

    /** Stored rows first, then the import's in its own order: of two that clash the imported, later one is named. */
    private <T extends DirectoryRow> List<T> inOrder(Section section, Iterable<T> rows) {
        var places = places(section);
        var ordered = new ArrayList<T>();
        rows.forEach(ordered::add);
        ordered.sort(Comparator.comparingInt(it -> places.getOrDefault(it.id(), -1)));
        return ordered;
    }

    private Map<String, Integer> places(Section section) {
        var places = new HashMap<String, Integer>();
        draft.rows(section).keySet().forEach(id -> places.put(id, places.size()));
        return places;
    }

    /** The row refers to something that is not there; what is there but wrong is said once, where it stands. */
    private void missing(Section section, DirectoryRow row, String field, Section wanted, String id) {
        if (draft.declares(wanted, id)) {
            return;
        }
        var pointer = draft.pointer(section, row.id());
        if (pointer == null) {
            faults.add(new Fault("/" + wanted.listName(), "still-referred-to"));
        } else {
            faults.add(new Fault(
                    pointer + "/" + field, wanted == INSTITUTIONS ? "unknown-institution" : "unknown-practitioner"));
        }
    }

    private void withoutDepartment(Section section, DirectoryRow row, String field, Institution institution) {
        var lost = draft.pointer(INSTITUTIONS, institution.id());
        if (lost == null && draft.declares(INSTITUTIONS, institution.id())) {
            return;
        }
        var pointer = draft.pointer(section, row.id());
        if (pointer != null) {
            faults.add(new Fault(pointer + "/" + field, "unknown-" + field));
        } else if (lost != null) {
            faults.add(new Fault(lost + "/departments", "still-referred-to"));
        }
    }

    private void fault(Section section, DirectoryRow row, String field, String code) {
        var pointer = draft.pointer(section, row.id());
        faults.add(new Fault(pointerOrList(pointer, section) + "/" + field, code));
    }

    private static String pointerOrList(@Nullable String pointer, Section section) {
        return pointer == null ? "/" + section.listName() : pointer;
    }
}
