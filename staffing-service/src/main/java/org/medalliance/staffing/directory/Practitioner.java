package org.medalliance.staffing.directory;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A doctor of the alliance.
 *
 * @param specialties codes of the national catalogue, the main one first
 * @param institution where the doctor is employed
 * @param licence practising licence, 15 digits; null where it is not known or not for the reader's eyes
 */
public record Practitioner(
        String id,
        String name,
        Sex sex,
        Title title,
        List<String> specialties,
        String institution,
        String department,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String licence)
        implements DirectoryRow {

    public enum Sex {
        MALE,
        FEMALE
    }

    public enum Title {
        RESIDENT,
        ATTENDING,
        ASSOCIATE_CHIEF,
        CHIEF
    }

    @Override
    public Practitioner open() {
        return new Practitioner(id, name, sex, title, specialties, institution, department, null);
    }
}
