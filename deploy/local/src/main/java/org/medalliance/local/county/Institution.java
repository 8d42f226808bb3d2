package org.medalliance.local.county;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A hospital or clinic as the directory import wants it. */
record Institution(
        String id,
        String code,
        String name,
        String shortName,
        Kind kind,
        boolean lead,
        @Nullable String township,
        double latitude,
        double longitude,
        List<Opening> openingHours,
        List<Department> departments,
        List<Capability> capabilities) {

    enum Kind {
        HOSPITAL,
        CLINIC
    }

    enum Capability {
        CT,
        THROMBOLYSIS,
        PCI,
        OBSTETRIC_THEATRE,
        NEONATAL_UNIT,
        ECG,
        ULTRASOUND,
        XRAY,
        LAB,
        TRAUMA_THEATRE
    }

    /** Local time of the county, never past midnight. */
    record Opening(DayOfWeek weekday, LocalTime from, LocalTime to) {}

    /** @param specialty code of the national catalogue of clinical departments (诊疗科目名录) */
    record Department(String code, String name, String specialty, int beds) {}

    boolean isHospital() {
        return kind == Kind.HOSPITAL;
    }
}
