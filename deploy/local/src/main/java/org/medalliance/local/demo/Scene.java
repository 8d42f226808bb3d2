package org.medalliance.local.demo;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.medalliance.local.demo.Api.Answer;
import org.medalliance.local.demo.Cast.Patient;
import tools.jackson.databind.JsonNode;

/** What every chapter has at hand. */
record Scene(Stage stage, Api api, People people, Cast cast) {

    private static final ZoneId COUNTY = ZoneId.of("Asia/Shanghai");

    static final String REFERRALS = "/api/referral/v1/referrals";

    private static final String OPTIONS = "/api/referral/v1/options";

    static final String HOSPITAL = "rj-people-hospital";

    Person person(String user) {
        return people.person(user);
    }

    Api.Voice as(Person person) {
        return api.as(person);
    }

    /** A department of the people's hospital that takes referrals. */
    enum Ward {
        CARDIOLOGY("CARD", "03.04"),
        NEUROLOGY("NEUR", "03.03"),
        ENDOCRINOLOGY("ENDO", "03.07");

        final String department;
        final String specialty;

        Ward(String department, String specialty) {
            this.department = department;
            this.specialty = specialty;
        }
    }

    /** A patient of the doctor's clinic is sent up: the first of the fitting ones who has no open referral there. */
    Answer submit(Person doctor, Ward ward, String priority, Words what) {
        return stage.moved(doctor, what, "SUBMITTED", () -> cast.patients(doctor.institution(), ward.specialty)
                .map(patient -> as(doctor)
                        .post(
                                REFERRALS,
                                submission(patient, ward, priority),
                                UUID.randomUUID().toString()))
                .dropWhile(answer -> answer.status() == 409)
                .findFirst()
                .orElseThrow(() -> allHaveOpenReferrals(what, stage.language())));
    }

    static StoryBroken allHaveOpenReferrals(Words what, Language language) {
        return new StoryBroken(
                what,
                Words.of("本院有一名没有未结转诊的患者", "a patient of the clinic without an open referral"),
                Words.of("都有未结转诊；请先办结或撤回", "all have one; close or withdraw some")
                        .in(language));
    }

    static Map<String, Object> submission(Patient patient, Ward ward, String priority) {
        return Map.of(
                "patientId",
                patient.id(),
                "direction",
                "UP",
                "priority",
                priority,
                "pathway",
                "GENERAL",
                "destination",
                Map.of("institution", HOSPITAL, "department", ward.department),
                "reason",
                "BEYOND_CAPABILITY",
                "clinical",
                Map.of("diagnoses", patient.diagnoses(), "summary", patient.leading() + "，基层处理后仍反复，请上级医院评估。"),
                "consent",
                Map.of("givenBy", "PATIENT", "form", "SIGNED", "at", now().toString()));
    }

    /** The case as it is now, with its version. */
    Answer referral(Person person, Answer referral) {
        return as(person).get(REFERRALS + "/" + referral.id());
    }

    Answer act(Person person, Answer referral, String action, Map<String, ?> body) {
        return as(person).act(REFERRALS, referral, action, body.isEmpty() ? null : body);
    }

    /** Nearest care for what is asked, a specialty at least. */
    Answer options(Person doctor, Map<String, ?> asked) {
        return as(doctor).post(OPTIONS, asked);
    }

    /** The people's hospital among what is offered. */
    static Optional<JsonNode> hospital(Answer options) {
        return options.body()
                .path("items")
                .valueStream()
                .filter(it -> it.path("institution").asString("").equals(HOSPITAL)
                        && it.path("kind").asString("").equals("HOSPITAL"))
                .findFirst();
    }

    /** In the county. */
    static LocalDate today() {
        return LocalDate.now(COUNTY);
    }

    /** In whole seconds: no reader needs more. */
    static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS);
    }
}
