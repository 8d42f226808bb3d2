package org.medalliance.staffing.directory;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An import as it comes, before anybody has looked at it. A list that is absent leaves its part of the directory as it
 * is.
 */
record DirectoryFile(
        @Nullable List<@Nullable InstitutionRow> institutions,
        @Nullable List<@Nullable PractitionerRow> practitioners,
        @Nullable List<@Nullable ShiftRow> rosters) {

    record InstitutionRow(
            @Nullable String id,
            @Nullable String code,
            @Nullable String name,
            @Nullable String shortName,
            @Nullable String kind,
            @Nullable Boolean lead,
            @Nullable String township,
            @Nullable Double latitude,
            @Nullable Double longitude,
            @Nullable List<@Nullable HoursRow> openingHours,
            @Nullable List<@Nullable DepartmentRow> departments,
            @Nullable List<@Nullable String> capabilities) {}

    record HoursRow(
            @Nullable String weekday,
            @Nullable String from,
            @Nullable String to) {}

    record DepartmentRow(
            @Nullable String code,
            @Nullable String name,
            @Nullable String specialty,
            @Nullable Integer beds) {}

    record PractitionerRow(
            @Nullable String id,
            @Nullable String name,
            @Nullable String sex,
            @Nullable String title,
            @Nullable List<@Nullable String> specialties,
            @Nullable String institution,
            @Nullable String department,
            @Nullable String licence) {}

    record ShiftRow(
            @Nullable String id,
            @Nullable String institution,
            @Nullable String unit,
            @Nullable String weekday,
            @Nullable String from,
            @Nullable String to,
            @Nullable String onDuty,
            @Nullable List<@Nullable String> chain) {}
}
