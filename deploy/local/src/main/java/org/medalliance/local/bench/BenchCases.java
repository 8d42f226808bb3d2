package org.medalliance.local.bench;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.medalliance.local.demo.Api;
import org.medalliance.local.demo.Api.Answer;
import org.medalliance.local.demo.People;
import org.medalliance.local.demo.Person;
import org.medalliance.local.process.LocalFailure;

/** Referrals for a measurement: submitted by all clinics side by side, and withdrawn by them when it is over. */
public final class BenchCases {

    public static final String REFERRALS = "/api/referral/v1/referrals";

    private static final List<String> CLINICS = List.of(
            "xianghu",
            "ruilin",
            "rentian",
            "jiubao",
            "shazhouba",
            "xiefang",
            "wuyang",
            "yeping",
            "dingpi",
            "dabodi",
            "gangmian",
            "ridong",
            "wantian",
            "huangbai",
            "yunshishan",
            "zetan",
            "baying");

    /** One patient has at most one open referral to each. */
    public static final List<String> DEPARTMENTS = List.of(
            "CARD", "NEUR", "RESP", "GAST", "ENDO", "NEPH", "INFE", "GSUR", "NSUR", "ORTH", "UROL", "GYNE", "PAED",
            "OPHT", "ENTD", "EMER");

    private final Api api;
    private final People people;

    public BenchCases(Api api, People people) {
        this.api = api;
        this.people = people;
    }

    public record OpenCase(Person doctor, Answer referral) {

        public UUID id() {
            return UUID.fromString(referral.id());
        }
    }

    List<OpenCase> submit(int count) {
        var share = Math.ceilDiv(count, CLINICS.size());
        return sideBySide(CLINICS, clinic -> submit(clinic, share)).limit(count).toList();
    }

    public Stream<OpenCase> submit(String clinic, int count) {
        var doctor = people.person(clinic + ".doctor");
        return IntStream.rangeClosed(0, (count - 1) / DEPARTMENTS.size())
                .mapToObj(_ -> register(doctor))
                .flatMap(patient -> DEPARTMENTS.stream()
                        .map(department -> new OpenCase(
                                doctor, good(api.as(doctor).post(REFERRALS, submission(patient, department))))))
                .limit(count)
                .toList()
                .stream();
    }

    private String register(Person doctor) {
        return good(api.as(doctor)
                        .post(
                                "/api/referral/v1/patients",
                                Map.of(
                                        "name", "测量用例",
                                        "sex", "FEMALE",
                                        "birthDate", "1970-01-01",
                                        "identityKind", "UNKNOWN",
                                        "insurance", "SELF_PAY")))
                .id();
    }

    private static Map<String, Object> submission(String patient, String department) {
        return submission(patient, "rj-people-hospital", department);
    }

    public static Map<String, Object> submission(String patient, String hospital, String department) {
        return Map.of(
                "patientId",
                patient,
                "direction",
                "UP",
                "priority",
                "ROUTINE",
                "pathway",
                "GENERAL",
                "destination",
                Map.of("institution", hospital, "department", department),
                "reason",
                "UNCLEAR_DIAGNOSIS",
                "clinical",
                Map.of("diagnoses", List.of("I10"), "summary", "测量用例，无真实患者。"),
                "consent",
                Map.of(
                        "givenBy", "PATIENT",
                        "form", "SIGNED",
                        "at", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString()));
    }

    /** Answers how many could not be withdrawn. */
    long withdraw(List<OpenCase> cases) {
        var byDoctor =
                cases.stream().collect(Collectors.groupingBy(OpenCase::doctor)).values();
        return sideBySide(byDoctor, some -> some.stream().map(this::withdrawn))
                .filter(done -> !done)
                .count();
    }

    private boolean withdrawn(OpenCase open) {
        var now = api.as(open.doctor()).get(REFERRALS + "/" + open.referral().id());
        return now.isGood()
                && api.as(open.doctor())
                        .act(REFERRALS, now, "withdraw", Map.of("reason", "ENTERED_IN_ERROR"))
                        .isGood();
    }

    private static Answer good(Answer answer) {
        if (!answer.isGood()) {
            throw new LocalFailure("测量的准备失败 | the measurement could not be prepared: " + answer.told());
        }
        return answer;
    }

    /** Each on a thread of its own; answers in the order of what was given. */
    private static <A, T> Stream<T> sideBySide(Collection<A> given, Function<A, Stream<T>> work) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = given.stream()
                    .map(one -> threads.submit(() -> work.apply(one).toList()))
                    .toList();
            return running.stream().map(BenchCases::result).toList().stream().flatMap(List::stream);
        }
    }

    private static <T> T result(Future<T> running) {
        try {
            return running.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new LocalFailure(String.valueOf(e.getCause()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalFailure("interrupted", e);
        }
    }
}
