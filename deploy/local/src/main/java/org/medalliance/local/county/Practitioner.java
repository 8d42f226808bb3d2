package org.medalliance.local.county;

import java.util.List;

/** A synthetic doctor of the directory. */
record Practitioner(
        String id,
        String name,
        Sex sex,
        Title title,
        List<String> specialties,
        String institution,
        String department,
        String licence) {

    enum Title {
        RESIDENT,
        ATTENDING,
        ASSOCIATE_CHIEF,
        CHIEF
    }
}
