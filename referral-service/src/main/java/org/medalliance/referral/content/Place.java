package org.medalliance.referral.content;

import org.jspecify.annotations.Nullable;

/**
 * @param institution the directory's id
 * @param department code within the institution
 * @param practitioner the directory's id of the doctor, where one is named
 */
public record Place(
        String institution,
        @Nullable String department,
        @Nullable String practitioner) {

    /** Where a draft goes, as long as nobody has said. */
    public static final Place UNDECIDED = new Place("", null, null);

    public static Place of(String institution, String department) {
        return new Place(institution, department, null);
    }

    public boolean wasChosen() {
        return !institution.isEmpty();
    }
}
