package org.medalliance.local.county;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A specialist's weekly hours for remote consults, in the county's local time, never past midnight. */
record ConsultHours(String expert, String specialty, DayOfWeek weekday, LocalTime from, LocalTime to, int slotMinutes) {

    private static final List<DayOfWeek> EVERY_DAY = List.of(DayOfWeek.values());
    private static final List<DayOfWeek> WORKING_DAYS = EVERY_DAY.subList(0, 5);

    /** Doctors whose working days belong to remote consults: the demo's experts. */
    static List<Practitioner> fullTime(Staff staff) {
        return List.of(
                staff.at(Institutions.PEOPLE, "CARD", 1),
                staff.at(Institutions.PEOPLE, "NEUR", 1),
                staff.at(Institutions.PEOPLE, "ENDO", 0),
                staff.at(Institutions.TCM, "TCMI", 0),
                staff.at(Institutions.MCH, "OBST", 0));
    }

    /** Doctors who give an afternoon or two a week between their duties. */
    private static List<Practitioner> partTime(Staff staff) {
        return List.of(
                staff.at(Institutions.PEOPLE, "RESP", 1),
                staff.at(Institutions.PEOPLE, "GAST", 1),
                staff.at(Institutions.PEOPLE, "GSUR", 1),
                staff.at(Institutions.PEOPLE, "NSUR", 0),
                staff.at(Institutions.PEOPLE, "ORTH", 0),
                staff.at(Institutions.PEOPLE, "GYNE", 0),
                staff.at(Institutions.PEOPLE, "PAED", 1),
                staff.at(Institutions.PEOPLE, "NEON", 0),
                staff.at(Institutions.TCM, "TCMB", 0),
                staff.at(Institutions.MCH, "PAED", 0));
    }

    static List<ConsultHours> draw(Staff staff, List<Duty> duties) {
        List<ConsultHours> hours = new ArrayList<>();
        List<Practitioner> fullTime = fullTime(staff);
        EVERY_DAY.forEach(day -> hours.add(at(fullTime.getFirst(), day, "08:00", "22:00", 15)));
        for (Practitioner expert : fullTime.subList(1, fullTime.size())) {
            for (DayOfWeek day : WORKING_DAYS) {
                hours.add(at(expert, day, "08:30", "11:30", 20));
                hours.add(at(expert, day, "14:30", "17:30", 20));
            }
        }
        for (Practitioner expert : partTime(staff)) {
            WORKING_DAYS.stream()
                    .filter(day -> duties.stream().noneMatch(duty -> keepsAway(duty, expert, day)))
                    .limit(2)
                    .forEach(day -> hours.add(at(expert, day, "14:30", "17:30", 30)));
        }
        return hours;
    }

    private static boolean keepsAway(Duty duty, Practitioner expert, DayOfWeek day) {
        boolean night = !duty.to().isAfter(duty.from());
        return duty.onDuty().equals(expert.id())
                && Arrays.asList(day, night ? day.minus(1) : day).contains(duty.weekday());
    }

    private static ConsultHours at(Practitioner expert, DayOfWeek day, String from, String to, int minutes) {
        return new ConsultHours(
                expert.id(), expert.specialties().getFirst(), day, LocalTime.parse(from), LocalTime.parse(to), minutes);
    }
}
