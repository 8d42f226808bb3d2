package org.medalliance.local.county;

import java.time.LocalDate;
import java.util.List;

/**
 * A synthetic patient.
 *
 * @param clinic the institution that registers the patient
 * @param conditions ICD-10 codes of diagnoses.csv
 */
record Patient(
        String name,
        Sex sex,
        LocalDate birthDate,
        IdentityKind identityKind,
        String residentId,
        String phone,
        String address,
        Insurance insurance,
        String clinic,
        List<String> conditions) {

    enum IdentityKind {
        RESIDENT_ID
    }

    enum Insurance {
        RESIDENT,
        EMPLOYEE,
        SELF_PAY
    }
}
