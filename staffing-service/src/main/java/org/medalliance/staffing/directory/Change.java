package org.medalliance.staffing.directory;

/**
 * One row that an import changes.
 *
 * @param version the row's after the change
 * @param kind what happens to it
 */
record Change(Section section, long version, Kind kind, DirectoryRow row) {

    enum Kind {
        ADDED,
        CHANGED,
        REMOVED
    }

    boolean active() {
        return kind != Kind.REMOVED;
    }
}
