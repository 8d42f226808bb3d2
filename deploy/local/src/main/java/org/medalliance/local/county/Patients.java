package org.medalliance.local.county;

import java.time.LocalDate;
import java.time.Period;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Three hundred patients of the seventeen townships, older than the country as the countryside is. */
final class Patients {

    static final int COUNT = 300;

    /** Ages are counted on this day, so that the same seed gives the same people in any year. */
    static final LocalDate COUNTED_ON = LocalDate.of(2026, 1, 1);

    /**
     * No subscriber in China has a number that begins with 10: mobile numbers begin with 13 to 19, and 10 opens short
     * service numbers. 1002 is, to our knowledge, none of the
     * carriers' (10000, 10010, 10086, 10099), so a misdialled number reaches nobody.
     */
    static final String UNUSED_PHONE_BLOCK = "1002";

    private static final List<String> NEWBORN = List.of("P59.9", "P07.3", "P36.9", "P23.9", "J21.9", "P55.1");
    private static final List<String> CHILD = List.of(
            "J06.9", "J18.0", "J03.9", "A08.0", "R56.0", "B08.4", "J45.0", "K35.8", "S42.4", "J35.2", "D69.0", "H66.0");
    private static final List<String> PREGNANT =
            List.of("O24.4", "O14.9", "O13", "O34.2", "O44.1", "O20.0", "O99.0", "O30.0", "O32.1", "O42.9");
    private static final List<String> ADULT = List.of(
            "K29.5", "K26.9", "K80.2", "M51.2", "J30.4", "S52.5", "S82.2", "N20.0", "E05.9", "B18.1", "K35.8", "S06.0",
            "M10.9", "K76.0", "I10", "K64.9", "J20.9", "N39.0", "L50.9", "E11.9");
    private static final List<String> OLD = List.of(
            "I10", "I10", "I10", "E11.9", "E11.9", "J44.1", "J44.9", "I25.1", "I20.0", "I63.9", "I50.9", "I48.9",
            "M17.9", "S72.0", "E78.5", "J18.9", "I69.3", "N18.9", "H25.9", "C16.9", "C34.9", "M81.9", "E11.4", "G20");

    private final Random random;
    private final Names names;
    private final Set<String> residentIds = new HashSet<>();
    private final Set<String> phones = new HashSet<>();

    private Patients(Random random) {
        this.random = random;
        this.names = new Names(random);
    }

    static List<Patient> draw(Random random) {
        Patients patients = new Patients(random);
        List<Townships> homes = new ArrayList<>();
        for (Townships township : Townships.all()) {
            homes.addAll(Collections.nCopies(township.isTown() ? 3 : 2, township));
        }
        List<Patient> drawn = new ArrayList<>();
        for (int number = 0; number < COUNT; number++) {
            drawn.add(patients.next(homes.get(number % homes.size())));
        }
        return drawn;
    }

    private Patient next(Townships home) {
        Sex sex = random.nextBoolean() ? Sex.MALE : Sex.FEMALE;
        LocalDate birthDate = COUNTED_ON.minusDays(1L + ageInDays());
        int age = Period.between(birthDate, COUNTED_ON).getYears();
        return new Patient(
                names.next(sex),
                sex,
                birthDate,
                Patient.IdentityKind.RESIDENT_ID,
                residentId(birthDate, sex),
                phone(),
                "江西省瑞金市" + home.chinese(),
                insurance(age),
                home.clinic(),
                conditions(sex, birthDate, age));
    }

    private int ageInDays() {
        int share = random.nextInt(100);
        if (share < 4) {
            return random.nextInt(28);
        }
        if (share < 18) {
            return years(1, 14);
        }
        if (share < 45) {
            return years(15, 44);
        }
        return share < 70 ? years(45, 64) : years(65, 92);
    }

    private int years(int youngest, int oldest) {
        return 366 * youngest + random.nextInt(365 * (oldest - youngest));
    }

    /** Area, birth date, a number that is odd for men and even for women, check digit. */
    private String residentId(LocalDate birthDate, Sex sex) {
        String id;
        do {
            int serial = 2 * random.nextInt(500) + (sex == Sex.MALE ? 1 : 0);
            id = CheckDigits.residentId(Institutions.UNISSUED_AREA
                    + birthDate.format(DateTimeFormatter.BASIC_ISO_DATE)
                    + String.format("%03d", serial));
        } while (!residentIds.add(id));
        return id;
    }

    private String phone() {
        String phone;
        do {
            phone = UNUSED_PHONE_BLOCK + String.format("%07d", random.nextInt(10_000_000));
        } while (!phones.add(phone));
        return phone;
    }

    private Patient.Insurance insurance(int age) {
        int share = random.nextInt(100);
        if (share < 3) {
            return Patient.Insurance.SELF_PAY;
        }
        return age >= 22 && share < 20 ? Patient.Insurance.EMPLOYEE : Patient.Insurance.RESIDENT;
    }

    private List<String> conditions(Sex sex, LocalDate birthDate, int age) {
        if (birthDate.isAfter(COUNTED_ON.minusDays(29))) {
            return some(NEWBORN, 1);
        }
        if (age < 15) {
            return some(CHILD, 1);
        }
        if (sex == Sex.FEMALE && age >= 19 && age <= 42 && random.nextInt(3) > 0) {
            return some(PREGNANT, 1);
        }
        return age < 60 ? some(ADULT, 2) : some(OLD, 3);
    }

    /** One to so many different codes of the list. */
    private List<String> some(List<String> codes, int most) {
        int wanted = 1 + random.nextInt(most);
        List<String> chosen = new ArrayList<>();
        while (chosen.size() < wanted) {
            String code = codes.get(random.nextInt(codes.size()));
            if (!chosen.contains(code)) {
                chosen.add(code);
            }
        }
        return chosen;
    }
}
