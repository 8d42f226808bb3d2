package org.medalliance.staffing.directory;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A hospital, township clinic or village room.
 *
 * @param code unified social credit code, GB 32100
 * @param lead whether it leads the alliance; a county has one or two of those
 * @param township null for those in the county seat
 * @param latitude degrees, north positive
 * @param longitude degrees, east positive
 */
public record Institution(
        String id,
        String code,
        String name,
        String shortName,
        Kind kind,
        boolean lead,
        @Nullable String township,
        double latitude,
        double longitude,
        List<OpeningHours> openingHours,
        List<Department> departments,
        List<Capability> capabilities)
        implements DirectoryRow {

    public enum Kind {
        HOSPITAL,
        CLINIC,
        VILLAGE_ROOM
    }

    public enum Capability {
        CT,
        MRI,
        XRAY,
        ULTRASOUND,
        ECG,
        LAB,
        ENDOSCOPY,
        DIALYSIS,
        THROMBOLYSIS,
        PCI,
        TRAUMA_THEATRE,
        OBSTETRIC_THEATRE,
        NEONATAL_UNIT
    }

    /**
     * @param from local time of the county, such as {@code 08:00}
     */
    public record OpeningHours(Weekday weekday, String from, String to) {}

    /**
     * @param code unique within the institution; names the unit in duty rosters too
     * @param specialty code of the national catalogue
     */
    public record Department(String code, String name, String specialty, int beds) {}

    boolean hasDepartment(String wanted) {
        return departments.stream().anyMatch(it -> it.code().equals(wanted));
    }
}
