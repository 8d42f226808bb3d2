package org.medalliance.referral.search;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.web.PageRequest;
import org.medalliance.referral.diagnosis.DiagnosisIndex;
import org.medalliance.referral.patient.PatientKeys;
import org.springframework.stereotype.Component;

/** Turns what somebody looks for into what the database may be asked: nothing of a person is left in clear. */
@Component
class SearchKeys {

    private static final ZoneId COUNTY = ZoneId.of("Asia/Shanghai");

    private final PatientKeys patients;
    private final DiagnosisIndex diagnoses;

    SearchKeys(PatientKeys patients, DiagnosisIndex diagnoses) {
        this.patients = patients;
        this.diagnoses = diagnoses;
    }

    /**
     * Criteria as hashes; null where there is no such criterion.
     *
     * @param kin hashes of the person whose record is looked for; null where no record is, or it is nobody's yet
     * @param from inclusive
     * @param until exclusive
     */
    record Wanted(
            SearchCriteria criteria,
            @Nullable List<String> persons,
            @Nullable List<String> names,
            @Nullable List<String> prefixes,
            @Nullable List<String> diagnoses,
            @Nullable List<String> kin,
            Instant from,
            Instant until) {

        /** Whether it asks for what means another thing in another alliance: a hash, or a number. */
        boolean isOfOneAlliance() {
            return criteria.number() != null
                    || criteria.patientId() != null
                    || persons != null
                    || names != null
                    || prefixes != null
                    || diagnoses != null;
        }
    }

    /** @param kin hashes of the person whose record is looked for, if one is */
    Wanted of(String alliance, SearchCriteria it, List<String> kin) {
        return new Wanted(
                it,
                it.residentId() == null ? null : patients.ofResident(alliance, it.residentId()),
                it.name() == null ? null : patients.ofName(alliance, it.name()),
                it.namePrefix() == null ? null : patients.ofBeginning(alliance, it.namePrefix()),
                it.diagnosis() == null ? null : diagnoses.hashes(alliance, it.diagnosis()),
                kin.isEmpty() ? null : kin,
                it.from() == null ? Instant.EPOCH : begin(it.from()),
                it.to() == null ? PageRequest.START.at() : begin(it.to().plusDays(1)));
    }

    private static Instant begin(LocalDate day) {
        return day.atStartOfDay(COUNTY).toInstant();
    }
}
