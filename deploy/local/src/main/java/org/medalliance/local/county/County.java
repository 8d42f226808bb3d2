package org.medalliance.local.county;

import java.util.List;
import java.util.Random;

/** The whole demo county, drawn from one seed. */
record County(
        List<Institutions.Site> sites,
        Staff staff,
        List<Duty> duties,
        List<ConsultHours> consultHours,
        List<Patient> patients,
        List<Account> accounts) {

    /** 瑞金市's area code; another seed gives another county of the same shape. */
    static final long SEED = 360781;

    /** What is drawn has a generator of its own, so that a change in one kind of thing leaves the others as they are. */
    static County draw(long seed) {
        List<Institutions.Site> sites = Institutions.all();
        Names names = new Names(new Random(seed + 1));
        Staff staff = Staff.hire(sites, names, new Random(seed + 2));
        List<String> experts =
                ConsultHours.fullTime(staff).stream().map(Practitioner::id).toList();
        List<Duty> duties = Rosters.draw(sites, staff, experts);
        return new County(
                sites,
                staff,
                duties,
                ConsultHours.draw(staff, duties),
                Patients.draw(new Random(seed + 3)),
                Account.all(staff, names, new Random(seed + 4)));
    }

    List<Institution> institutions() {
        return sites.stream().map(Institutions.Site::institution).toList();
    }
}
