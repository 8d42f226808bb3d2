package org.medalliance.local.county;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CountyTest {

    private static final int MINUTES_OF_A_WEEK = 7 * 24 * 60;

    private final County county = County.draw(County.SEED);

    @Test
    void theCountyHasOneLeadHospitalTwoMoreAndSeventeenClinics() {
        assertThat(county.institutions()).hasSize(20);
        assertThat(county.institutions().stream().filter(Institution::lead).map(Institution::id))
                .containsExactly("rj-people-hospital");
        assertThat(county.institutions().stream().filter(each -> !each.isHospital()))
                .hasSize(17)
                .allSatisfy(clinic -> assertThat(clinic.township()).isNotBlank());
        assertThat(county.staff().all()).hasSizeBetween(115, 130);
        assertThat(county.patients()).hasSize(300);
    }

    @Test
    void noTwoThingsShareANumber() {
        assertThat(county.institutions().stream().map(Institution::id)).doesNotHaveDuplicates();
        assertThat(county.institutions().stream().map(Institution::code)).doesNotHaveDuplicates();
        assertThat(county.staff().all().stream().map(Practitioner::id)).doesNotHaveDuplicates();
        assertThat(county.staff().all().stream().map(Practitioner::name)).doesNotHaveDuplicates();
        assertThat(county.staff().all().stream().map(Practitioner::licence)).doesNotHaveDuplicates();
        assertThat(county.duties().stream().map(Duty::id)).doesNotHaveDuplicates();
        assertThat(county.patients().stream().map(Patient::residentId)).doesNotHaveDuplicates();
        assertThat(county.patients().stream().map(Patient::phone)).doesNotHaveDuplicates();
        assertThat(county.accounts().stream().map(Account::username)).doesNotHaveDuplicates();
    }

    /** The check characters are recomputed here by the standards' congruences, not by the generator's code. */
    @Test
    void everyNumberSatisfiesItsStandardUnderAnAreaThatWasNeverIssued() {
        assertThat(county.patients()).allSatisfy(patient -> {
            String id = patient.residentId();
            assertThat(id).matches("160781[0-9]{11}[0-9X]");
            int sum = 0;
            for (char digit : id.toCharArray()) {
                sum = (sum * 2 + (digit == 'X' ? 10 : digit - '0')) % 11;
            }
            assertThat(sum).as(id).isEqualTo(1);
            assertThat(id.substring(6, 14))
                    .isEqualTo(patient.birthDate().toString().replace("-", ""));
            assertThat((id.charAt(16) - '0') % 2 == 1).isEqualTo(patient.sex() == Sex.MALE);
            assertThat(patient.phone()).matches("1002[0-9]{7}");
        });
        String alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
        assertThat(county.institutions()).allSatisfy(institution -> {
            assertThat(institution.code()).hasSize(18).startsWith("12160781");
            int sum = 0;
            int weight = 1;
            for (char character : institution.code().substring(0, 17).toCharArray()) {
                sum += alphabet.indexOf(character) * weight;
                weight = weight * 3 % 31;
            }
            sum += alphabet.indexOf(institution.code().charAt(17));
            assertThat(sum % 31).as(institution.code()).isZero();
        });
    }

    /** Worked examples from outside: the resident id printed in GB 11643 and a published credit code. */
    @Test
    void checkCharactersAgreeWithPublishedExamples() {
        assertThat(CheckDigits.residentId("11010519491231002")).isEqualTo("11010519491231002X");
        assertThat(CheckDigits.creditCode("91350100M000100Y4")).isEqualTo("91350100M000100Y43");
    }

    @Test
    void everybodyWorksInADepartmentThatExists() {
        Map<String, Institution> byId =
                county.institutions().stream().collect(Collectors.toMap(Institution::id, each -> each));
        assertThat(county.staff().all())
                .allSatisfy(doctor -> assertThat(byId.get(doctor.institution()).departments())
                        .extracting(Institution.Department::code)
                        .contains(doctor.department()));
        assertThat(county.institutions()).allSatisfy(institution -> assertThat(institution.departments())
                .extracting(Institution.Department::code)
                .doesNotHaveDuplicates()
                .allSatisfy(department -> assertThat(county.staff().of(institution.id(), department))
                        .isNotEmpty()));
    }

    @Test
    void everyClinicHasTwoToFourDoctorsAndThePyramidIsNarrowAtTheTop() {
        assertThat(Townships.all())
                .allSatisfy(township ->
                        assertThat(county.staff().of(township.clinic())).hasSizeBetween(2, 4));
        Map<Practitioner.Title, Long> ranks = county.staff().all().stream()
                .collect(Collectors.groupingBy(Practitioner::title, Collectors.counting()));
        assertThat(ranks.get(Practitioner.Title.CHIEF)).isLessThan(ranks.get(Practitioner.Title.ASSOCIATE_CHIEF));
        assertThat(ranks.get(Practitioner.Title.ASSOCIATE_CHIEF)).isLessThan(ranks.get(Practitioner.Title.ATTENDING));
    }

    @Test
    void everyCentreAndEveryHospitalAlwaysHasSomebodyOnDutyAndSomebodyBehind() {
        for (String centre : Rosters.CENTRES) {
            assertThat(covered(Institutions.PEOPLE, centre)).as(centre).isEqualTo(MINUTES_OF_A_WEEK);
        }
        for (String hospital : List.of(Institutions.PEOPLE, Institutions.TCM, Institutions.MCH)) {
            assertThat(covered(hospital, Rosters.DUTY_OFFICE)).as(hospital).isEqualTo(MINUTES_OF_A_WEEK);
        }
        assertThat(county.duties().stream()
                        .filter(duty -> Rosters.CENTRES.contains(duty.unit())
                                || duty.unit().equals(Rosters.DUTY_OFFICE)))
                .allSatisfy(duty -> assertThat(duty.chain()).hasSizeGreaterThanOrEqualTo(2));
    }

    @Test
    void everyClinicHasADoctorThroughAllItsOpeningHours() {
        for (Institution institution : county.institutions()) {
            if (!institution.isHospital()) {
                assertThat(covered(institution.id(), "GENM"))
                        .as(institution.id())
                        .isEqualTo(5 * 570 + 2 * 240);
            }
        }
    }

    @Test
    void nobodyIsOnDutyInTwoPlacesAndNobodyCallsHimself() {
        Map<String, BitSet> weeks = new HashMap<>();
        for (Duty duty : county.duties()) {
            BitSet week = weeks.computeIfAbsent(duty.onDuty(), _ -> new BitSet());
            BitSet minutes = minutes(duty);
            assertThat(week.intersects(minutes))
                    .as("%s is elsewhere already", duty)
                    .isFalse();
            week.or(minutes);
            assertThat(duty.chain()).doesNotContain(duty.onDuty()).doesNotHaveDuplicates();
        }
    }

    @Test
    void dutiesNameDoctorsOfTheirOwnInstitution() {
        assertThat(county.duties()).allSatisfy(duty -> {
            List<String> called = new ArrayList<>(duty.chain());
            called.add(duty.onDuty());
            assertThat(county.staff().of(duty.institution()))
                    .extracting(Practitioner::id)
                    .containsAll(called);
        });
    }

    @Test
    void fifteenSpecialistsKeepConsultHoursWhenTheyHaveNoDuty() {
        assertThat(county.consultHours().stream().map(ConsultHours::expert).distinct())
                .hasSize(15);
        Map<String, Practitioner> byId =
                county.staff().all().stream().collect(Collectors.toMap(Practitioner::id, each -> each));
        for (ConsultHours hours : county.consultHours()) {
            assertThat(byId.get(hours.expert()).specialties()).contains(hours.specialty());
            BitSet busy = minutes(hours.weekday(), hours.from(), hours.to());
            assertThat(county.duties().stream()
                            .filter(duty -> duty.onDuty().equals(hours.expert()))
                            .filter(duty -> minutes(duty).intersects(busy)))
                    .as("%s", hours)
                    .isEmpty();
        }
    }

    @Test
    void accountsPointAtDoctorsOfTheirInstitutionAndSpecialistsHaveConsultHours() {
        Map<String, Practitioner> byId =
                county.staff().all().stream().collect(Collectors.toMap(Practitioner::id, each -> each));
        Set<String> experts =
                county.consultHours().stream().map(ConsultHours::expert).collect(Collectors.toCollection(HashSet::new));
        assertThat(county.accounts()).hasSizeGreaterThanOrEqualTo(35);
        assertThat(county.accounts().stream()
                        .filter(account -> Account.ALLIANCE.equals(account.alliance()))
                        .filter(account -> account.practitioner() != null))
                .allSatisfy(account -> {
                    Practitioner doctor = byId.get(account.practitioner());
                    assertThat(doctor.name()).isEqualTo(account.name());
                    assertThat(doctor.institution()).isEqualTo(account.organisation());
                    if (account.role().equals("specialist")) {
                        assertThat(experts).contains(doctor.id());
                    }
                });
    }

    @Test
    void patientsBelongToClinicsAndOnlyWomenAreWithChild() {
        Set<String> clinics = Townships.all().stream().map(Townships::clinic).collect(Collectors.toSet());
        assertThat(county.patients()).allSatisfy(patient -> {
            assertThat(clinics).contains(patient.clinic());
            assertThat(patient.birthDate()).isBefore(Patients.COUNTED_ON);
            assertThat(patient.conditions()).isNotEmpty().doesNotHaveDuplicates();
            if (patient.conditions().stream().anyMatch(code -> code.startsWith("O"))) {
                assertThat(patient.sex()).isEqualTo(Sex.FEMALE);
            }
        });
        assertThat(county.patients().stream().map(Patient::clinic).collect(Collectors.toSet()))
                .isEqualTo(clinics);
    }

    private int covered(String institution, String unit) {
        BitSet week = new BitSet();
        county.duties().stream()
                .filter(duty -> duty.institution().equals(institution))
                .filter(duty -> duty.unit().equals(unit))
                .forEach(duty -> week.or(minutes(duty)));
        return week.cardinality();
    }

    private static BitSet minutes(Duty duty) {
        return minutes(duty.weekday(), duty.from(), duty.to());
    }

    private static BitSet minutes(DayOfWeek day, LocalTime from, LocalTime to) {
        int start = day.ordinal() * 24 * 60 + from.toSecondOfDay() / 60;
        int length = Math.floorMod(to.toSecondOfDay() / 60 - from.toSecondOfDay() / 60 - 1, 24 * 60) + 1;
        BitSet minutes = new BitSet();
        for (int minute = 0; minute < length; minute++) {
            minutes.set((start + minute) % MINUTES_OF_A_WEEK);
        }
        return minutes;
    }
}
