package org.medalliance.staffing.directory;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.lifecycle.Refusal.Invalid.Fault;

/** An import, read: the rows that are right in themselves, where each stands, and what is wrong with the others. */
final class Draft {

    private static final int INSTITUTIONS_MOST = 2_000;
    private static final int ROWS_MOST = 20_000;

    private final Map<Section, Map<String, DirectoryRow>> rows = new EnumMap<>(Section.class);
    private final Map<Section, Map<String, String>> pointers = new EnumMap<>(Section.class);
    private final Map<Section, Set<String>> declared = new EnumMap<>(Section.class);
    private final List<Fault> faults = new ArrayList<>();

    private Draft() {}

    static Draft of(DirectoryFile file) {
        var draft = new Draft();
        draft.section(
                Section.INSTITUTIONS,
                file.institutions(),
                INSTITUTIONS_MOST,
                DirectoryFile.InstitutionRow::id,
                Draft::institution);
        draft.section(
                Section.PRACTITIONERS,
                file.practitioners(),
                ROWS_MOST,
                DirectoryFile.PractitionerRow::id,
                Draft::practitioner);
        draft.section(Section.ROSTERS, file.rosters(), ROWS_MOST, DirectoryFile.ShiftRow::id, Draft::shift);
        return draft;
    }

    List<Fault> faults() {
        return faults;
    }

    /** Whether the import brought this list at all. */
    boolean brings(Section section) {
        return rows.containsKey(section);
    }

    /** In the order of the import. */
    Map<String, DirectoryRow> rows(Section section) {
        return rows.getOrDefault(section, Map.of());
    }

    /** Whether the import names such a row, right or wrong: one wrong row need not make others wrong. */
    boolean declares(Section section, String id) {
        return declared.getOrDefault(section, Set.of()).contains(id);
    }

    @Nullable
    String pointer(Section section, String id) {
        return pointers.getOrDefault(section, Map.of()).get(id);
    }

    private interface Id<R> {
        @Nullable
        String of(R row);
    }

    private <R> void section(
            Section section,
            @Nullable List<@Nullable R> list,
            int most,
            Id<R> id,
            BiFunction<Fields, R, DirectoryRow> reader) {
        if (list == null) {
            return;
        }
        rows.put(section, new LinkedHashMap<>());
        pointers.put(section, new HashMap<>());
        declared.put(section, new HashSet<>());
        new Fields("", faults).each(section.listName(), list, most, (fields, row) -> {
            take(section, fields, id.of(row), reader, row);
            return row;
        });
    }

    private <R> void take(
            Section section, Fields fields, @Nullable String id, BiFunction<Fields, R, DirectoryRow> reader, R row) {
        var before = faults.size();
        var read = reader.apply(fields, row);
        if (id != null && !declared(section).add(id)) {
            fields.fault("id", "duplicate");
        }
        if (faults.size() == before) {
            rows.computeIfAbsent(section, _ -> new LinkedHashMap<>()).put(read.id(), read);
            pointers.computeIfAbsent(section, _ -> new HashMap<>()).put(read.id(), fields.pointer());
        }
    }

    private Set<String> declared(Section section) {
        return declared.computeIfAbsent(section, _ -> new HashSet<>());
    }

    private static Institution institution(Fields fields, DirectoryFile.InstitutionRow row) {
        var kind = fields.constant("kind", row.kind(), Institution.Kind.class, "unknown-kind");
        var lead = Boolean.TRUE.equals(fields.present("lead", row.lead(), false));
        if (lead && kind != Institution.Kind.HOSPITAL) {
            fields.fault("lead", "lead-is-no-hospital");
        }
        var departments = fields.each("departments", row.departments(), 200, Draft::department);
        if (departments.stream().map(Institution.Department::code).distinct().count() < departments.size()) {
            fields.fault("departments", "duplicate");
        }
        return new Institution(
                fields.id("id", row.id()),
                fields.code("code", row.code()),
                fields.name("name", row.name()),
                fields.name("shortName", row.shortName()),
                kind,
                lead,
                row.township() == null ? null : fields.name("township", row.township()),
                fields.degrees("latitude", row.latitude(), 90),
                fields.degrees("longitude", row.longitude(), 180),
                fields.each("openingHours", row.openingHours(), 50, Draft::hours),
                departments,
                fields.eachText(
                        "capabilities",
                        row.capabilities(),
                        50,
                        (place, text) ->
                                fields.constant(place, text, Institution.Capability.class, "unknown-capability")));
    }

    private static Institution.OpeningHours hours(Fields fields, DirectoryFile.HoursRow row) {
        return new Institution.OpeningHours(
                fields.constant("weekday", row.weekday(), Weekday.class, "unknown-weekday"),
                fields.time("from", row.from()),
                fields.time("to", row.to()));
    }

    private static Institution.Department department(Fields fields, DirectoryFile.DepartmentRow row) {
        return new Institution.Department(
                fields.unit("code", row.code()),
                fields.name("name", row.name()),
                fields.specialty("specialty", row.specialty()),
                fields.beds("beds", row.beds()));
    }

    private static Practitioner practitioner(Fields fields, DirectoryFile.PractitionerRow row) {
        if (row.specialties() != null && row.specialties().isEmpty()) {
            fields.fault("specialties", "missing");
        }
        return new Practitioner(
                fields.id("id", row.id()),
                fields.name("name", row.name()),
                fields.constant("sex", row.sex(), Practitioner.Sex.class, "unknown-sex"),
                fields.constant("title", row.title(), Practitioner.Title.class, "unknown-title"),
                fields.eachText("specialties", row.specialties(), 20, fields::specialty),
                fields.id("institution", row.institution()),
                fields.unit("department", row.department()),
                fields.licence("licence", row.licence()));
    }

    private static Shift shift(Fields fields, DirectoryFile.ShiftRow row) {
        return new Shift(
                fields.id("id", row.id()),
                fields.id("institution", row.institution()),
                fields.unit("unit", row.unit()),
                fields.constant("weekday", row.weekday(), Weekday.class, "unknown-weekday"),
                fields.time("from", row.from()),
                fields.time("to", row.to()),
                fields.id("onDuty", row.onDuty()),
                fields.eachText("chain", row.chain(), 20, fields::id));
    }
}
