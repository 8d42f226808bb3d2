package org.medalliance.local.bench;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * What staffing and telemedicine would say of an alliance of forty institutions: twenty hospitals of sixteen departments
 * each, twenty clinics, somebody on duty everywhere, every bed counted, 2,000 free consult slots, sixty visiting days.
 */
final class BenchDirectory {

    static final int HOSPITALS = 20;
    static final int CLINICS = 20;

    /** What is asked for: each provider has slots for each. */
    static final List<String> ASKED = List.of("03.04", "03.03", "03.01", "04.01", "07.01");

    static final List<String> SPECIALTIES = List.of(
            "03.04", "03.03", "03.01", "04.01", "07.01", "03.02", "03.05", "03.06", "03.07", "04.02", "04.03", "04.04",
            "05.01", "05.02", "10", "20");

    /** Of each provider and specialty. */
    private static final int SLOTS = 20;

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    /** @param sequence of a row that is told anew at each run; what was told before then counts no more */
    record Row(String topic, String type, String subject, long sequence, Object data) {}

    static String hospital(int number) {
        return "bench-h%02d".formatted(number);
    }

    static String clinic(int number) {
        return "bench-c%02d".formatted(number);
    }

    static String department(int number) {
        return "D%02d".formatted(number);
    }

    List<Row> rows() {
        var rows = new ArrayList<Row>();
        IntStream.range(0, HOSPITALS).forEach(it -> hospital(rows, it));
        IntStream.range(0, CLINICS).forEach(it -> clinic(rows, it));
        return rows;
    }

    private void hospital(List<Row> rows, int number) {
        var id = hospital(number);
        rows.add(institution(id, "HOSPITAL", number, List.of("CT", "PCI")));
        for (var ward = 0; ward < SPECIALTIES.size(); ward++) {
            var doctor = id + "-p" + ward;
            rows.add(directory("practitioner", doctor, doctor(id, doctor, ward)));
            for (var day : DayOfWeek.values()) {
                rows.add(directory("roster", doctor + "-" + day.getValue(), duty(id, department(ward), day, doctor)));
            }
        }
        for (var day : DayOfWeek.values()) {
            rows.add(directory("roster", id + "-centre-" + day.getValue(), duty(id, "CHEST_PAIN", day, id + "-p0")));
        }
        rows.add(new Row("directory.beds.v1", "org.medalliance.directory.beds.v1", id, now.toEpochMilli(), beds(id)));
        for (var asked = 0; asked < ASKED.size(); asked++) {
            rows.add(slots(id, ASKED.get(asked), id + "-p" + asked));
        }
    }

    private void clinic(List<Row> rows, int number) {
        var id = clinic(number);
        rows.add(institution(id, "CLINIC", number + 0.5, List.of("ECG")));
        for (var visit = 0; visit < 3; visit++) {
            rows.add(visit(id, ASKED.get(visit), hospital(number) + "-p" + visit, 2 + visit));
        }
    }

    private Row institution(String id, String kind, double step, List<String> capabilities) {
        var data = new LinkedHashMap<String, Object>();
        data.put("id", id);
        data.put("code", "12160781000000000X");
        data.put("name", "测量机构 " + id);
        data.put("shortName", id);
        data.put("kind", kind);
        data.put("lead", id.equals(hospital(0)));
        data.put("township", null);
        data.put("latitude", 25.6 + step / 40);
        data.put("longitude", 116.0 + step / 60);
        data.put("openingHours", List.of(Map.of("weekday", "MON", "from", "08:00", "to", "17:30")));
        data.put("departments", kind.equals("HOSPITAL") ? departments() : List.of());
        data.put("capabilities", capabilities);
        return directory("institution", id, data);
    }

    private static List<Map<String, Object>> departments() {
        return IntStream.range(0, SPECIALTIES.size())
                .mapToObj(it -> Map.<String, Object>of(
                        "code", department(it), "name", "科室" + it, "specialty", SPECIALTIES.get(it), "beds", 40))
                .toList();
    }

    private static Map<String, Object> doctor(String hospital, String id, int ward) {
        return Map.of(
                "id",
                id,
                "name",
                "医师" + ward,
                "sex",
                "FEMALE",
                "title",
                "CHIEF",
                "specialties",
                List.of(SPECIALTIES.get(ward)),
                "institution",
                hospital,
                "department",
                department(ward));
    }

    private static Map<String, Object> duty(String hospital, String unit, DayOfWeek day, String doctor) {
        return Map.of(
                "id",
                hospital + "-" + unit + "-" + day.getValue(),
                "institution",
                hospital,
                "unit",
                unit,
                "weekday",
                day.name().substring(0, 3),
                "from",
                "08:00",
                "to",
                "08:00",
                "onDuty",
                doctor,
                "chain",
                List.of());
    }

    private Row directory(String kind, String id, Map<String, Object> data) {
        var whole = new LinkedHashMap<>(data);
        whole.put("id", id);
        whole.put("active", true);
        return new Row(
                "directory." + kind + "s.v1",
                "org.medalliance.directory." + kind + ".v1",
                id,
                now.toEpochMilli(),
                whole);
    }

    private Map<String, Object> beds(String hospital) {
        var departments = IntStream.range(0, SPECIALTIES.size())
                .mapToObj(it -> Map.of(
                        "department",
                        department(it),
                        "total",
                        40,
                        "free",
                        20,
                        "diverting",
                        false,
                        "reportedAt",
                        now.minus(1, ChronoUnit.HOURS).toString()))
                .toList();
        return Map.of("institution", hospital, "departments", departments);
    }

    private Row slots(String provider, String specialty, String expert) {
        var free = IntStream.range(0, SLOTS)
                .mapToObj(it -> {
                    var begins = now.plus(30 + it * 20L, ChronoUnit.MINUTES);
                    return Map.of(
                            "expert",
                            expert,
                            "startsAt",
                            begins.toString(),
                            "endsAt",
                            begins.plus(20, ChronoUnit.MINUTES).toString());
                })
                .toList();
        return new Row(
                "telemedicine.slots.v1",
                "org.medalliance.telemedicine.slots.v1",
                provider + "/" + specialty,
                now.toEpochMilli(),
                Map.of("provider", provider, "specialty", specialty, "nextFree", free));
    }

    private Row visit(String clinic, String specialty, String doctor, int days) {
        var id = UUID.nameUUIDFromBytes((clinic + specialty).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        var begins = now.plus(days, ChronoUnit.DAYS);
        return new Row(
                "staffing.events.v1",
                "org.medalliance.staffing.visiting-day-published.v1",
                id.toString(),
                now.toEpochMilli(),
                Map.of(
                        "visitingDayId",
                        id.toString(),
                        "practitioner",
                        doctor,
                        "clinic",
                        clinic,
                        "specialty",
                        specialty,
                        "startsAt",
                        begins.toString(),
                        "endsAt",
                        begins.plus(3, ChronoUnit.HOURS).toString(),
                        "places",
                        12));
    }
}
