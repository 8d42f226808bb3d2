package org.medalliance.staffing.directory;

/** A row that has passed every check of its own; its JSON is what is stored. */
sealed interface DirectoryRow permits Institution, Practitioner, Shift {

    String id();

    /** What the alliance may see of it, and the other services get. */
    default DirectoryRow open() {
        return this;
    }
}
