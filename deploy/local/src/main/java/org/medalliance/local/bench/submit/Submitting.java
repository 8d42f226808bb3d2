package org.medalliance.local.bench.submit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.medalliance.local.bench.BenchCases;
import org.medalliance.local.county.CheckDigits;
import org.medalliance.local.county.Institutions;
import org.medalliance.local.process.LocalFailure;
import tools.jackson.databind.json.JsonMapper;

/** Many submit at once, each over a connection of its own, the next as soon as the last was answered. */
final class Submitting {

    private static final String PATIENTS = "/api/referral/v1/patients";

    private static final JsonMapper JSON = JsonMapper.shared();

    private static final String HOSPITAL = "rj-people-hospital";

    /** More than the service's pool has connections. */
    private static final int SETTLED = 50;

    /** What {@link #untilItGoesWell} may use up. */
    static final int TO_SETTLE = 2 * SETTLED;

    private final URI door;
    private final List<Function<Instant, String>> doctors;
    private final Queue<Ready> ready = new ConcurrentLinkedQueue<>();
    private final AtomicInteger people = new AtomicInteger();

    /**
     * @param doctors each gives their token of this moment
     */
    Submitting(URI door, List<Function<Instant, String>> doctors) {
        this.door = door;
        this.doctors = doctors;
    }

    /** What is sent next: whose patient, and to which department. */
    private record Ready(int doctor, byte[] body) {}

    /** @param took from the first request to the last answer */
    record Measured(List<Duration> latencies, int errors, Duration took) {

        static final Measured NOTHING = new Measured(List.of(), 0, Duration.ZERO);

        Measured plus(Measured other) {
            var all = new ArrayList<>(latencies);
            all.addAll(other.latencies);
            return new Measured(all, errors + other.errors, took.plus(other.took));
        }

        int submitted() {
            return latencies.size();
        }

        double perSecond() {
            return Math.round(submitted() * 1e10 / took.toNanos()) / 10.0;
        }
    }

    /** Registers patients until so many referrals can be sent. */
    void prepare(int referrals, int connections) {
        var missing = Math.ceilDiv(Math.max(0, referrals - ready.size()), BenchCases.DEPARTMENTS.size());
        sideBySide(connections, (line, number) -> {
            for (int person = number; person < missing; person += connections) {
                register(line, person % doctors.size());
            }
            return List.of();
        });
    }

    Measured measure(int connections, Duration duration) {
        var errors = new AtomicInteger();
        var begun = System.nanoTime();
        var end = begun + duration.toNanos();
        var latencies = sideBySide(connections, (line, _) -> {
            var took = new ArrayList<Duration>();
            while (System.nanoTime() < end) {
                var next = ready.poll();
                if (next == null) {
                    throw new LocalFailure("准备的患者不够 | too few patients were prepared");
                }
                var sent = System.nanoTime();
                if (submit(line, next).isCreated()) {
                    took.add(Duration.ofNanos(System.nanoTime() - sent));
                } else {
                    errors.incrementAndGet();
                }
            }
            return took;
        });
        return new Measured(latencies, errors.get(), Duration.ofNanos(System.nanoTime() - begun));
    }

    /** One after the other; after each, the one who asks takes note of it. */
    void oneByOne(int count, Runnable after) {
        sideBySide(1, (line, _) -> {
            for (int i = 0; i < count; i++) {
                var answer = submit(line, Objects.requireNonNull(ready.poll()));
                if (!answer.isCreated()) {
                    throw new LocalFailure("提交失败 | a submit failed: " + answer.told());
                }
                after.run();
            }
            return List.of();
        });
    }

    /** After the database has closed the service's sessions: until it goes well many times in a row. */
    void untilItGoesWell() {
        sideBySide(1, (line, _) -> {
            var well = 0;
            for (int i = 0; i < TO_SETTLE && well < SETTLED; i++) {
                well = submit(line, Objects.requireNonNull(ready.poll())).isCreated() ? well + 1 : 0;
            }
            if (well < SETTLED) {
                throw new LocalFailure("提交一再失败 | submits fail again and again");
            }
            return List.of();
        });
    }

    private HttpLine.Answered submit(HttpLine line, Ready next) throws IOException {
        return line.post(
                BenchCases.REFERRALS, token(next.doctor()), UUID.randomUUID().toString(), next.body());
    }

    private void register(HttpLine line, int doctor) throws IOException {
        var person = people.getAndIncrement();
        var born = LocalDate.of(1930, 1, 1).plusDays(person / 500);
        var body = JSON.writeValueAsBytes(Map.of(
                "name",
                "测量用例",
                "sex",
                "FEMALE",
                "birthDate",
                born.toString(),
                "identityKind",
                "RESIDENT_ID",
                "residentId",
                // Of an area that was never issued; an even place is a woman's.
                CheckDigits.residentId("%s%s%03d"
                        .formatted(
                                Institutions.UNISSUED_AREA,
                                born.format(DateTimeFormatter.BASIC_ISO_DATE),
                                person % 500 * 2)),
                "phone",
                "10020000000",
                "insurance",
                "RESIDENT"));
        var answer = line.post(PATIENTS, token(doctor), UUID.randomUUID().toString(), body);
        if (!answer.isCreated()) {
            throw new LocalFailure("测量的准备失败 | the measurement could not be prepared: " + answer.told());
        }
        var patient = JSON.readTree(answer.body()).path("id").asString();
        BenchCases.DEPARTMENTS.forEach(department -> ready.add(
                new Ready(doctor, JSON.writeValueAsBytes(BenchCases.submission(patient, HOSPITAL, department)))));
    }

    private String token(int doctor) {
        return doctors.get(doctor).apply(Instant.now());
    }

    private interface Work {
        List<Duration> over(HttpLine line, int number) throws IOException;
    }

    private List<Duration> sideBySide(int connections, Work work) {
        try (var threads = Executors.newFixedThreadPool(connections)) {
            var running = IntStream.range(0, connections)
                    .mapToObj(number -> threads.submit(() -> over(work, number)))
                    .toList();
            var all = new ArrayList<Duration>();
            for (var one : running) {
                all.addAll(one.get());
            }
            return all;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof LocalFailure failure
                    ? failure
                    : new LocalFailure(String.valueOf(e.getCause()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalFailure("interrupted", e);
        }
    }

    private List<Duration> over(Work work, int number) {
        try (var line = new HttpLine(door)) {
            return work.over(line, number);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
