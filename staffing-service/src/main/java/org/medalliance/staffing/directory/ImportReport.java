package org.medalliance.staffing.directory;

import java.util.Arrays;
import java.util.List;

/**
 * What an import does, or would do.
 *
 * @param dryRun true when nothing was written
 * @param published how many events went into the outbox; one per changed row
 */
record ImportReport(boolean dryRun, Counts institutions, Counts practitioners, Counts rosters, int published) {

    /**
     * @param received rows of this list in the import
     */
    record Counts(int received, int added, int changed, int removed, int unchanged) {}

    static ImportReport of(Draft draft, List<Change> changes, boolean dryRun) {
        return new ImportReport(
                dryRun,
                counts(Section.INSTITUTIONS, draft, changes),
                counts(Section.PRACTITIONERS, draft, changes),
                counts(Section.ROSTERS, draft, changes),
                dryRun ? 0 : changes.size());
    }

    private static Counts counts(Section section, Draft draft, List<Change> changes) {
        var counts = new int[Change.Kind.values().length];
        changes.stream()
                .filter(it -> it.section() == section)
                .forEach(it -> counts[it.kind().ordinal()]++);
        var received = draft.rows(section).size();
        var removed = counts[Change.Kind.REMOVED.ordinal()];
        return new Counts(
                received,
                counts[Change.Kind.ADDED.ordinal()],
                counts[Change.Kind.CHANGED.ordinal()],
                removed,
                received + removed - Arrays.stream(counts).sum());
    }
}
