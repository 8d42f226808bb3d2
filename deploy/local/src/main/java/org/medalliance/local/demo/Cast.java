package org.medalliance.local.demo;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.medalliance.local.demo.CountyFiles.PatientRecord;
import org.medalliance.local.demo.DiagnosesCsv.Diagnosis;

/** The patients of the story: found by clinic and by what they suffer from. */
final class Cast {

    private final List<PatientRecord> patients;
    private final Map<String, String> ids;
    private final Map<String, Diagnosis> catalogue;

    Cast(CountyFiles files, Map<String, String> ids) {
        this.patients = files.patients();
        this.ids = ids;
        this.catalogue = files.diagnoses().stream().collect(Collectors.toMap(Diagnosis::code, it -> it));
    }

    /**
     * @param diagnoses ICD-10 codes, that of the asked specialty first
     * @param leading the first one's name
     */
    record Patient(String id, List<String> diagnoses, String leading) {}

    /** Patients of a clinic with a condition of this specialty. */
    Stream<Patient> patients(String clinic, String specialty) {
        return patients.stream()
                .filter(it -> it.clinic().equals(clinic))
                .filter(it -> it.conditions().stream().anyMatch(code -> isOf(code, specialty)))
                .map(it -> patient(it, specialty));
    }

    private Patient patient(PatientRecord it, String specialty) {
        var sorted = Stream.concat(
                        it.conditions().stream().filter(code -> isOf(code, specialty)),
                        it.conditions().stream().filter(code -> !isOf(code, specialty)))
                .toList();
        var leading = catalogue.get(sorted.getFirst());
        return new Patient(
                ids.getOrDefault(it.residentId(), ""), sorted, leading == null ? sorted.getFirst() : leading.name());
    }

    private boolean isOf(String code, String specialty) {
        var diagnosis = catalogue.get(code);
        return diagnosis != null && diagnosis.specialty().equals(specialty);
    }
}
