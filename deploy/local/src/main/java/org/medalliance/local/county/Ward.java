package org.medalliance.local.county;

import java.util.List;

/** A department with the number of doctors that the county gives it. */
record Ward(Institution.Department department, int doctors) {

    static Ward of(String code, String name, String specialty, int beds, int doctors) {
        return new Ward(new Institution.Department(code, name, specialty, beds), doctors);
    }

    String code() {
        return department.code();
    }

    /** The department's ranks from its head down: few chiefs, more in the middle. */
    List<Practitioner.Title> titles() {
        List<Practitioner.Title> five = List.of(
                Practitioner.Title.CHIEF,
                Practitioner.Title.ASSOCIATE_CHIEF,
                Practitioner.Title.ATTENDING,
                Practitioner.Title.ATTENDING,
                Practitioner.Title.RESIDENT);
        return switch (doctors) {
            case 1 -> List.of(Practitioner.Title.ATTENDING);
            case 2 -> five.subList(1, 3);
            case 3 ->
                List.of(Practitioner.Title.ASSOCIATE_CHIEF, Practitioner.Title.ATTENDING, Practitioner.Title.RESIDENT);
            case 4 -> five.subList(1, 5);
            case 5 -> five;
            default -> throw new IllegalStateException("No ranks for a department of " + doctors);
        };
    }
}
