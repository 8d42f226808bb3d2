package org.medalliance.local.county;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Who signs in to the demo, and as what. The password is the same for all: {@value #PASSWORD}. */
record Account(
        String username,
        String name,
        String role,
        @Nullable String alliance,
        @Nullable String organisation,
        @Nullable String practitioner) {

    static final String PASSWORD = "demo";
    static final String ALLIANCE = "ruijin";

    /** A second alliance, of which the demo has nothing but two people: for proofs that neither sees the other. */
    static final String NEIGHBOUR = "huichang";

    static List<Account> all(Staff staff, Names names, Random random) {
        List<Account> accounts = new ArrayList<>();
        for (Townships township : Townships.all()) {
            accounts.add(of(township.latin() + ".doctor", "clinic-doctor", staff.at(township.clinic(), "GENM", 0)));
        }
        String people = Institutions.PEOPLE;
        accounts.add(of("people.officer", "referral-officer", staff.at(people, "REFC", 0)));
        accounts.add(of("people.officer2", "referral-officer", staff.at(people, "REFC", 1)));
        accounts.add(of("people.duty", "duty-officer", staff.at(people, "RESP", 0)));
        List<Practitioner> experts = ConsultHours.fullTime(staff);
        accounts.add(of("people.cardio", "specialist", experts.get(0)));
        accounts.add(of("people.neuro", "specialist", experts.get(1)));
        accounts.add(of("people.specialist", "specialist", experts.get(2)));
        accounts.add(of("people.chestpain", "centre-lead", staff.at(people, "CARD", 0)));
        accounts.add(of("people.reviewer", "reviewer", staff.at(people, "IMAG", 0)));
        accounts.add(of("tcm.officer", "referral-officer", staff.at(Institutions.TCM, "REFC", 0)));
        accounts.add(of("tcm.specialist", "specialist", experts.get(3)));
        accounts.add(of("mch.officer", "referral-officer", staff.at(Institutions.MCH, "REFC", 0)));
        accounts.add(of("mch.specialist", "specialist", experts.get(4)));

        accounts.add(clerk("people.medical-affairs", "staffing-manager", ALLIANCE, people, names, random));
        accounts.add(clerk("bureau", "bureau-viewer", ALLIANCE, "rj-health-bureau", names, random));
        accounts.add(clerk("auditor", "auditor", ALLIANCE, "rj-health-bureau", names, random));
        accounts.add(clerk("admin", "alliance-admin", ALLIANCE, people, names, random));
        accounts.add(clerk("operator", "operator", null, null, names, random));

        accounts.add(new Account(
                "huichang.doctor",
                names.next(Sex.FEMALE),
                "clinic-doctor",
                NEIGHBOUR,
                "hc-people-hospital",
                "hc-p-0001"));
        accounts.add(new Account(
                "huichang.officer",
                names.next(Sex.MALE),
                "referral-officer",
                NEIGHBOUR,
                "hc-people-hospital",
                "hc-p-0002"));
        return accounts;
    }

    private static Account of(String username, String role, Practitioner doctor) {
        return new Account(username, doctor.name(), role, ALLIANCE, doctor.institution(), doctor.id());
    }

    private static Account clerk(
            String username,
            String role,
            @Nullable String alliance,
            @Nullable String organisation,
            Names names,
            Random random) {
        Sex sex = random.nextBoolean() ? Sex.MALE : Sex.FEMALE;
        return new Account(username, names.next(sex), role, alliance, organisation, null);
    }

    /** The account as Keycloak's realm file writes a user. */
    Map<String, Object> asUser() {
        Map<String, Object> user = new LinkedHashMap<>();
        user.put("username", username);
        user.put("enabled", true);
        user.put("firstName", name);
        user.put("attributes", attributes());
        user.put("realmRoles", List.of(role));
        user.put("credentials", List.of(credential()));
        return user;
    }

    private static Map<String, String> credential() {
        Map<String, String> credential = new LinkedHashMap<>();
        credential.put("type", "password");
        credential.put("value", PASSWORD);
        return credential;
    }

    private Map<String, List<String>> attributes() {
        Map<String, List<String>> attributes = new LinkedHashMap<>();
        put(attributes, "alliance_id", alliance);
        put(attributes, "org_id", organisation);
        put(attributes, "practitioner_id", practitioner);
        return attributes;
    }

    private static void put(Map<String, List<String>> attributes, String name, @Nullable String value) {
        if (value != null) {
            attributes.put(name, List.of(value));
        }
    }
}
