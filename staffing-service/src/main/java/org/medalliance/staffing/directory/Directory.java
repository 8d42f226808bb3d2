package org.medalliance.staffing.directory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The directory as it would stand after an import, and what would change on the way there. */
final class Directory {

    private final Map<Section, Map<String, DirectoryRow>> rows = new EnumMap<>(Section.class);
    private final List<Change> changes = new ArrayList<>();

    /**
     * @param replace whether a list that the import brings stands for the whole of its part: rows that are absent from
     *     it are removed
     */
    static Directory after(Snapshot before, Draft draft, boolean replace) {
        var directory = new Directory();
        for (var section : Section.values()) {
            directory.merge(section, before, draft, replace && draft.brings(section));
        }
        return directory;
    }

    private void merge(Section section, Snapshot before, Draft draft, boolean replace) {
        var merged = new HashMap<String, DirectoryRow>();
        before.active(section).forEach(stored -> {
            var id = stored.row().id();
            if (replace && !draft.declares(section, id)) {
                changes.add(new Change(section, stored.version() + 1, Change.Kind.REMOVED, stored.row()));
            } else {
                merged.put(id, stored.row());
            }
        });
        draft.rows(section).values().forEach(row -> take(section, before.find(section, row.id()), row));
        merged.putAll(draft.rows(section));
        rows.put(section, merged);
    }

    private void take(Section section, Snapshot.@Nullable Stored stored, DirectoryRow row) {
        if (stored == null) {
            changes.add(new Change(section, 1, Change.Kind.ADDED, row));
        } else if (!stored.active()) {
            changes.add(new Change(section, stored.version() + 1, Change.Kind.ADDED, row));
        } else if (!stored.row().equals(row)) {
            changes.add(new Change(section, stored.version() + 1, Change.Kind.CHANGED, row));
        }
    }

    List<Change> changes() {
        return List.copyOf(changes);
    }

    Collection<Institution> institutions() {
        return of(Section.INSTITUTIONS, Institution.class);
    }

    Collection<Practitioner> practitioners() {
        return of(Section.PRACTITIONERS, Practitioner.class);
    }

    Collection<Shift> shifts() {
        return of(Section.ROSTERS, Shift.class);
    }

    @Nullable
    Institution institution(String id) {
        return (Institution) section(Section.INSTITUTIONS).get(id);
    }

    boolean hasPractitioner(String id) {
        return section(Section.PRACTITIONERS).containsKey(id);
    }

    private <T extends DirectoryRow> List<T> of(Section section, Class<T> type) {
        return section(section).values().stream().map(type::cast).toList();
    }

    private Map<String, DirectoryRow> section(Section section) {
        return rows.getOrDefault(section, Map.of());
    }
}
