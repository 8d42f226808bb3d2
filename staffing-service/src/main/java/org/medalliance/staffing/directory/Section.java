package org.medalliance.staffing.directory;

import java.util.Locale;

/** The three lists of the directory, with where and as what each of their rows is published. */
enum Section {
    INSTITUTIONS("directory.institutions.v1", "org.medalliance.directory.institution.v1", Institution.class),
    PRACTITIONERS("directory.practitioners.v1", "org.medalliance.directory.practitioner.v1", Practitioner.class),
    ROSTERS("directory.rosters.v1", "org.medalliance.directory.roster.v1", Shift.class);

    private final String topic;
    private final String eventType;
    private final Class<? extends DirectoryRow> rowType;

    Section(String topic, String eventType, Class<? extends DirectoryRow> rowType) {
        this.topic = topic;
        this.eventType = eventType;
        this.rowType = rowType;
    }

    String topic() {
        return topic;
    }

    String eventType() {
        return eventType;
    }

    Class<? extends DirectoryRow> rowType() {
        return rowType;
    }

    /** As in an import's body, and so in pointers into it. */
    String listName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
