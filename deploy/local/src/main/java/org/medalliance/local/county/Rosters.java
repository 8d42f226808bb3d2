package org.medalliance.local.county;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The weekly duty rosters: emergency centres and duty offices round the clock in a day and a night duty, departments in
 * opening hours by whoever has no other duty and did not work the night before.
 */
final class Rosters {

    static final String DUTY_OFFICE = "DUTY_OFFICE";
    static final List<String> CENTRES = List.of("CHEST_PAIN", "STROKE", "TRAUMA", "MATERNAL", "NEWBORN");

    private static final LocalTime DAY = LocalTime.of(8, 0);
    private static final LocalTime NIGHT = LocalTime.of(18, 0);
    private static final int CALLED_NEXT = 3;

    private final Staff staff;
    private final Set<String> consultants;
    private final List<Duty> duties = new ArrayList<>();
    private final Set<Shift> taken = new HashSet<>();

    private record Shift(String practitioner, DayOfWeek weekday, boolean night) {}

    private Rosters(Staff staff, Collection<String> consultants) {
        this.staff = staff;
        this.consultants = Set.copyOf(consultants);
    }

    /** @param consultants doctors whose days belong to remote consults: they have no duty */
    static List<Duty> draw(List<Institutions.Site> sites, Staff staff, Collection<String> consultants) {
        Rosters rosters = new Rosters(staff, consultants);
        CENTRES.forEach(centre -> rosters.roundTheClock(Institutions.PEOPLE, centre, rosters.teamOf(centre)));
        rosters.roundTheClock(
                Institutions.PEOPLE,
                DUTY_OFFICE,
                rosters.seniors(Institutions.PEOPLE, "RESP", "GAST", "NEPH", "UROL", "ICUD", "ENTD"));
        rosters.roundTheClock(
                Institutions.TCM, DUTY_OFFICE, rosters.seniors(Institutions.TCM, "TCMI", "TCMB", "PROC", "REHA"));
        rosters.roundTheClock(
                Institutions.MCH, DUTY_OFFICE, rosters.seniors(Institutions.MCH, "OBST", "GYNE", "PAED", "WOMC"));
        sites.forEach(rosters::openingHours);
        return List.copyOf(rosters.duties);
    }

    private List<Practitioner> teamOf(String centre) {
        return switch (centre) {
            case "CHEST_PAIN" -> join(seniors(Institutions.PEOPLE, "CARD"), emergency(0, 2));
            case "STROKE" -> seniors(Institutions.PEOPLE, "NEUR", "NSUR");
            case "TRAUMA" -> join(seniors(Institutions.PEOPLE, "GSUR", "ORTH"), emergency(2, 3));
            case "MATERNAL" -> seniors(Institutions.PEOPLE, "OBST", "GYNE");
            case "NEWBORN" -> seniors(Institutions.PEOPLE, "NEON", "PAED");
            default -> throw new IllegalArgumentException("No such centre: " + centre);
        };
    }

    private List<Practitioner> emergency(int from, int to) {
        return seniors(Institutions.PEOPLE, "EMER").subList(from, to);
    }

    private static List<Practitioner> join(List<Practitioner> first, List<Practitioner> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    /** Those who may answer alone: attending physicians and above. */
    private List<Practitioner> seniors(String institution, String... departments) {
        return Stream.of(departments)
                .flatMap(department -> staff.of(institution, department).stream())
                .filter(doctor -> doctor.title() != Practitioner.Title.RESIDENT)
                .filter(doctor -> !consultants.contains(doctor.id()))
                .toList();
    }

    private void roundTheClock(String institution, String unit, List<Practitioner> team) {
        int turn = 0;
        for (DayOfWeek day : DayOfWeek.values()) {
            add(institution, unit, day, DAY, NIGHT, team.get(turn % team.size()), inTurn(team, ++turn));
            add(institution, unit, day, NIGHT, DAY, team.get(turn % team.size()), inTurn(team, ++turn));
        }
    }

    private void openingHours(Institutions.Site site) {
        Institution institution = site.institution();
        for (Institution.Department department : institution.departments()) {
            List<Practitioner> doctors = staff.of(institution.id(), department.code()).stream()
                    .filter(doctor -> !consultants.contains(doctor.id()))
                    .toList();
            for (Institution.Opening opening : institution.openingHours()) {
                staffed(institution, department, doctors, opening);
            }
        }
    }

    /** A clinic's general practice is never closed in opening hours: at the weekend all its doctors share it. */
    private void staffed(
            Institution institution,
            Institution.Department department,
            List<Practitioner> doctors,
            Institution.Opening opening) {
        boolean weekend = opening.weekday().compareTo(DayOfWeek.FRIDAY) > 0;
        boolean generalPractice = department.code().equals("GENM");
        if (weekend && !generalPractice && doctors.size() < 3) {
            return;
        }
        List<Practitioner> team = weekend && generalPractice ? staff.of(institution.id()) : doctors;
        List<Practitioner> free = team.stream()
                .filter(doctor -> isFree(doctor, opening.weekday()))
                .toList();
        if (!free.isEmpty()) {
            int turn = opening.weekday().ordinal();
            Practitioner onDuty = free.get(turn % free.size());
            List<Practitioner> next = new ArrayList<>(inTurn(free, turn + 1));
            next.addAll(institution.isHospital() ? doctors : staff.of(institution.id()));
            add(institution.id(), department.code(), opening.weekday(), opening.from(), opening.to(), onDuty, next);
        }
    }

    private boolean isFree(Practitioner doctor, DayOfWeek day) {
        return !taken.contains(new Shift(doctor.id(), day, false))
                && !taken.contains(new Shift(doctor.id(), day.minus(1), true));
    }

    private static List<Practitioner> inTurn(List<Practitioner> team, int turn) {
        return IntStream.range(0, team.size())
                .mapToObj(step -> team.get((turn + step) % team.size()))
                .toList();
    }

    private void add(
            String institution,
            String unit,
            DayOfWeek day,
            LocalTime from,
            LocalTime to,
            Practitioner onDuty,
            List<Practitioner> next) {
        taken.add(new Shift(onDuty.id(), day, !to.isAfter(from)));
        duties.add(new Duty(
                String.format("r-%04d", duties.size() + 1),
                institution,
                unit,
                day,
                from,
                to,
                onDuty.id(),
                next.stream()
                        .map(Practitioner::id)
                        .filter(id -> !id.equals(onDuty.id()))
                        .distinct()
                        .limit(CALLED_NEXT)
                        .toList()));
    }
}
