package org.medalliance.staffing.directory;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The directory as it is stored, with the rows that are no longer in use. */
final class Snapshot {

    /**
     * @param version counts the row's changes, from 1
     * @param active false once the row has been removed
     */
    record Stored(Section section, long version, boolean active, DirectoryRow row) {}

    private final Map<Section, Map<String, Stored>> rows = new EnumMap<>(Section.class);

    Snapshot(List<Stored> stored) {
        for (var section : Section.values()) {
            rows.put(section, new HashMap<>());
        }
        stored.forEach(it -> section(it.section()).put(it.row().id(), it));
    }

    @Nullable
    Stored find(Section section, String id) {
        return section(section).get(id);
    }

    Stream<Stored> active(Section section) {
        return section(section).values().stream().filter(Stored::active);
    }

    private Map<String, Stored> section(Section section) {
        return rows.computeIfAbsent(section, _ -> new HashMap<>());
    }
}
