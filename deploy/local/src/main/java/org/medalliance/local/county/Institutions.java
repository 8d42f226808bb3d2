package org.medalliance.local.county;

import static org.medalliance.local.county.Institution.Capability.CT;
import static org.medalliance.local.county.Institution.Capability.ECG;
import static org.medalliance.local.county.Institution.Capability.LAB;
import static org.medalliance.local.county.Institution.Capability.NEONATAL_UNIT;
import static org.medalliance.local.county.Institution.Capability.OBSTETRIC_THEATRE;
import static org.medalliance.local.county.Institution.Capability.PCI;
import static org.medalliance.local.county.Institution.Capability.THROMBOLYSIS;
import static org.medalliance.local.county.Institution.Capability.TRAUMA_THEATRE;
import static org.medalliance.local.county.Institution.Capability.ULTRASOUND;
import static org.medalliance.local.county.Institution.Capability.XRAY;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The three county hospitals and the seventeen township clinics with their departments. */
public final class Institutions {

    static final String PEOPLE = "rj-people-hospital";
    static final String TCM = "rj-tcm-hospital";
    static final String MCH = "rj-mch-hospital";

    /**
     * Stands where a real area code (360781) would: GB/T 2260 numbers the provinces of North China 11 to 15 and has
     * never issued 16, so no number with this prefix can be anybody's.
     */
    public static final String UNISSUED_AREA = "160781";

    private static final List<Ward> PEOPLE_WARDS = List.of(
            Ward.of("CARD", "心血管内科", "03.04", 45, 5),
            Ward.of("NEUR", "神经内科", "03.03", 45, 5),
            Ward.of("RESP", "呼吸内科", "03.01", 50, 3),
            Ward.of("GAST", "消化内科", "03.02", 40, 2),
            Ward.of("ENDO", "内分泌科", "03.07", 30, 2),
            Ward.of("NEPH", "肾内科", "03.06", 30, 1),
            Ward.of("INFE", "感染性疾病科", "16", 30, 1),
            Ward.of("GSUR", "普通外科", "04.01", 50, 5),
            Ward.of("NSUR", "神经外科", "04.02", 30, 2),
            Ward.of("ORTH", "骨科", "04.03", 60, 4),
            Ward.of("UROL", "泌尿外科", "04.04", 30, 1),
            Ward.of("GYNE", "妇科", "05.01", 30, 2),
            Ward.of("OBST", "产科", "05.02", 40, 4),
            Ward.of("PAED", "儿科", "07", 40, 3),
            Ward.of("NEON", "新生儿科", "07.01", 20, 4),
            Ward.of("OPHT", "眼科", "10", 15, 1),
            Ward.of("ENTD", "耳鼻咽喉科", "11", 15, 1),
            Ward.of("EMER", "急诊医学科", "20", 20, 4),
            Ward.of("ICUD", "重症医学科", "28", 16, 2),
            Ward.of("IMAG", "医学影像科", "32", 0, 3),
            Ward.of("ECGR", "心电诊断室", "32.06", 0, 1),
            Ward.of("REFC", "双向转诊中心", "02", 0, 2));

    private static final List<Ward> TCM_WARDS = List.of(
            Ward.of("TCMI", "中医内科", "50.01", 50, 3),
            Ward.of("TCMB", "骨伤科", "50.10", 50, 3),
            Ward.of("ACUP", "针灸推拿科", "50.13", 30, 2),
            Ward.of("PROC", "肛肠科", "50.11", 25, 2),
            Ward.of("REHA", "康复医学科", "21", 40, 2),
            Ward.of("IMAG", "医学影像科", "32", 0, 1),
            Ward.of("REFC", "双向转诊中心", "02", 0, 1));

    private static final List<Ward> MCH_WARDS = List.of(
            Ward.of("OBST", "产科", "05.02", 50, 4),
            Ward.of("GYNE", "妇科", "05.01", 30, 2),
            Ward.of("PAED", "儿科", "07", 40, 3),
            Ward.of("NEON", "新生儿科", "07.01", 15, 2),
            Ward.of("WOMC", "妇女保健科", "06", 0, 1),
            Ward.of("CHIC", "儿童保健科", "09", 0, 1),
            Ward.of("REFC", "双向转诊中心", "02", 0, 1));

    private static final Ward CLINIC_CHINESE = Ward.of("TCMD", "中医科", "50", 4, 1);
    private static final Ward CLINIC_PREVENTION = Ward.of("PREV", "预防保健科", "01", 0, 1);

    /** An institution and how many doctors each of its departments has. */
    record Site(Institution institution, List<Ward> wards) {}

    private Institutions() {}

    static List<Site> all() {
        List<Site> sites = new ArrayList<>();
        sites.add(hospital(
                PEOPLE,
                "瑞金市人民医院",
                "人民医院",
                25.880,
                116.033,
                PEOPLE_WARDS,
                List.of(
                        CT,
                        THROMBOLYSIS,
                        PCI,
                        OBSTETRIC_THEATRE,
                        NEONATAL_UNIT,
                        ECG,
                        ULTRASOUND,
                        XRAY,
                        LAB,
                        TRAUMA_THEATRE)));
        sites.add(hospital(TCM, "瑞金市中医院", "中医院", 25.889, 116.028, TCM_WARDS, List.of(CT, ECG, ULTRASOUND, XRAY, LAB)));
        sites.add(hospital(
                MCH,
                "瑞金市妇幼保健院",
                "妇幼保健院",
                25.882,
                116.022,
                MCH_WARDS,
                List.of(OBSTETRIC_THEATRE, NEONATAL_UNIT, ECG, ULTRASOUND, XRAY, LAB)));
        Townships.all().forEach(township -> sites.add(clinic(township)));
        return sites;
    }

    private static Site hospital(
            String id,
            String name,
            String shortName,
            double latitude,
            double longitude,
            List<Ward> wards,
            List<Institution.Capability> capabilities) {
        return site(id, name, shortName, Institution.Kind.HOSPITAL, null, latitude, longitude, wards, capabilities);
    }

    private static Site clinic(Townships township) {
        List<Ward> wards = new ArrayList<>();
        wards.add(Ward.of("GENM", "全科医疗科", "02", township.isTown() ? 20 : 10, Math.max(1, township.doctors() - 2)));
        wards.add(CLINIC_CHINESE);
        if (township.doctors() > 2) {
            wards.add(CLINIC_PREVENTION);
        }
        String place = township.chinese();
        return site(
                township.clinic(),
                "瑞金市" + place + (township.isTown() ? "中心卫生院" : "卫生院"),
                place.substring(0, place.length() - 1) + "卫生院",
                Institution.Kind.CLINIC,
                place,
                township.latitude(),
                township.longitude(),
                wards,
                township.isTown() ? List.of(ECG, ULTRASOUND, XRAY, LAB) : List.of(ECG, LAB));
    }

    private static Site site(
            String id,
            String name,
            String shortName,
            Institution.Kind kind,
            @Nullable String township,
            double latitude,
            double longitude,
            List<Ward> wards,
            List<Institution.Capability> capabilities) {
        return new Site(
                new Institution(
                        id,
                        creditCode(id),
                        name,
                        shortName,
                        kind,
                        id.equals(PEOPLE),
                        township,
                        latitude,
                        longitude,
                        openingHours(),
                        wards.stream().map(Ward::department).toList(),
                        capabilities),
                wards);
    }

    /** 1 = registered by the office for public institutions, 2 = public institution, area, organisation, check. */
    private static String creditCode(String id) {
        int number = Math.floorMod(id.hashCode(), 100_000_000);
        return CheckDigits.creditCode("12" + UNISSUED_AREA + CheckDigits.organisation(String.format("%08d", number)));
    }

    private static List<Institution.Opening> openingHours() {
        List<Institution.Opening> week = new ArrayList<>();
        for (DayOfWeek day : DayOfWeek.values()) {
            boolean weekend = day.compareTo(DayOfWeek.FRIDAY) > 0;
            week.add(new Institution.Opening(
                    day, LocalTime.of(8, 0), weekend ? LocalTime.of(12, 0) : LocalTime.of(17, 30)));
        }
        return week;
    }
}
