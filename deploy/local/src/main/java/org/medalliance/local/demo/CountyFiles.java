package org.medalliance.local.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.medalliance.local.demo.DiagnosesCsv.Diagnosis;
import org.medalliance.local.engine.House;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The demo county as it lies in {@code deploy/demo}.
 *
 * @param directory body of staffing's import
 * @param schedules body of telemedicine's import
 * @param outside hospitals outside the network, each the body of what adds it
 */
public record CountyFiles(
        JsonNode directory,
        JsonNode schedules,
        JsonNode outside,
        List<Diagnosis> diagnoses,
        List<PatientRecord> patients) {

    private static final JsonMapper JSON = JsonMapper.shared();

    /**
     * @param registration body of the patient's registration
     * @param conditions ICD-10 codes
     */
    record PatientRecord(String clinic, ObjectNode registration, List<String> conditions) {

        static PatientRecord of(JsonNode patient) {
            var registration = (ObjectNode) patient.deepCopy();
            registration.remove(List.of("clinic", "conditions"));
            return new PatientRecord(
                    patient.path("clinic").asString(),
                    registration,
                    patient.path("conditions")
                            .valueStream()
                            .map(JsonNode::asString)
                            .toList());
        }

        String residentId() {
            return registration.path("residentId").asString();
        }
    }

    public static CountyFiles read() {
        var folder = House.root().resolve("deploy/demo");
        return new CountyFiles(
                json(folder.resolve("directory.json")),
                json(folder.resolve("schedules.json")),
                json(folder.resolve("outside-institutions.json")).path("institutions"),
                DiagnosesCsv.read(folder.resolve("diagnoses.csv")),
                json(folder.resolve("patients.json"))
                        .path("patients")
                        .valueStream()
                        .map(PatientRecord::of)
                        .toList());
    }

    /** What institutions are called, by id; those that the directory does not hold as well. */
    public Map<String, Words> places() {
        var places = new HashMap<String, Words>();
        directory
                .path("institutions")
                .forEach(it -> places.put(
                        it.path("id").asString(),
                        Words.of(it.path("shortName").asString(), it.path("id").asString())));
        places.put("hc-people-hospital", Words.of("会昌县人民医院", "hc-people-hospital"));
        places.put("rj-health-bureau", Words.of("市卫健委", "rj-health-bureau"));
        return places;
    }

    Map<String, List<PatientRecord>> patientsByClinic() {
        return patients.stream().collect(Collectors.groupingBy(PatientRecord::clinic));
    }

    int count(String list) {
        return directory.path(list).size();
    }

    private static JsonNode json(Path file) {
        try {
            return JSON.readTree(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException("示范数据无法读取 | demo data cannot be read: " + file, e);
        }
    }
}
