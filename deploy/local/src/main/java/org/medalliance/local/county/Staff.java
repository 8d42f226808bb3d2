package org.medalliance.local.county;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Every doctor of the county, and how to find one by institution and department. */
record Staff(List<Practitioner> all) {

    private static final List<String> MOSTLY_WOMEN = List.of("OBST", "GYNE", "NEON", "PAED", "WOMC", "CHIC", "PREV");

    static Staff hire(List<Institutions.Site> sites, Names names, Random random) {
        List<Practitioner> hired = new ArrayList<>();
        for (Institutions.Site site : sites) {
            for (Ward ward : site.wards()) {
                for (int rank = 0; rank < ward.doctors(); rank++) {
                    hired.add(doctor(hired.size() + 1, site.institution(), ward, rank, names, random));
                }
            }
        }
        return new Staff(List.copyOf(hired));
    }

    private static Practitioner doctor(
            int number, Institution institution, Ward ward, int rank, Names names, Random random) {
        int women = MOSTLY_WOMEN.contains(ward.code()) ? 85 : 35;
        Sex sex = random.nextInt(100) < women ? Sex.FEMALE : Sex.MALE;
        return new Practitioner(
                String.format("p-%04d", number),
                names.next(sex),
                sex,
                institution.isHospital() ? ward.titles().get(rank) : clinicTitle(ward, rank),
                specialties(ward),
                institution.id(),
                ward.code(),
                String.format("%s%04d%05d", Institutions.UNISSUED_AREA, number, random.nextInt(100_000)));
    }

    private static Practitioner.Title clinicTitle(Ward ward, int rank) {
        return ward.code().equals("GENM") && rank == 0 ? Practitioner.Title.ATTENDING : Practitioner.Title.RESIDENT;
    }

    /** A newborns' doctor is a paediatrician too, a Chinese-medicine doctor of a clinic also a general practitioner. */
    private static List<String> specialties(Ward ward) {
        String own = ward.department().specialty();
        return switch (ward.code()) {
            case "NEON" -> List.of(own, "07");
            case "TCMD", "PREV" -> List.of(own, "02");
            default -> List.of(own);
        };
    }

    List<Practitioner> of(String institution) {
        return all.stream()
                .filter(doctor -> doctor.institution().equals(institution))
                .toList();
    }

    List<Practitioner> of(String institution, String department) {
        return of(institution).stream()
                .filter(doctor -> doctor.department().equals(department))
                .toList();
    }

    /** The doctor of that rank in the department; 0 is its head. */
    Practitioner at(String institution, String department, int rank) {
        return of(institution, department).get(rank);
    }
}
