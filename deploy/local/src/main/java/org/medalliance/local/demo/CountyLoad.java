package org.medalliance.local.demo;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.medalliance.local.demo.Api.Answer;
import org.medalliance.local.demo.CountyFiles.PatientRecord;
import org.medalliance.local.process.LocalFailure;

/** Brings the demo county into the platform through its front door; what is there already is left as it is. */
public final class CountyLoad {

    static final String PATIENTS = "/api/referral/v1/patients";

    /** Replicas of a directory of 700 rows, on a machine that has just started. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final CountyFiles files;
    private final Api api;
    private final People people;

    public CountyLoad(CountyFiles files, Api api, People people) {
        this.files = files;
        this.api = api;
        this.people = people;
    }

    /**
     * @param ids the patients' by resident id
     * @param registered those who were not there before
     */
    record Loaded(Map<String, String> ids, long registered) {}

    /** Directory, diagnoses and consult hours, as far as the services that read them. */
    public void loadCatalogues() {
        importDirectory();
        importDiagnoses();
        awaitDirectory();
        importSchedules();
        addOutside();
        reportBeds();
    }

    /** Those that are there stay as the office keeps them. */
    private void addOutside() {
        var admin = people.person("admin");
        var path = "/api/referral/v1/catalogue/outside-institutions";
        var known = good(Words.of("医共体外医院", "hospitals outside the network"), () -> api.as(admin)
                        .get(path))
                .body()
                .path("items")
                .valueStream()
                .map(it -> it.path("code").asString())
                .toList();
        files.outside()
                .valueStream()
                .filter(it -> !known.contains(it.path("code").asString()))
                .forEach(it -> good(Words.of("增加医共体外医院", "a hospital outside the network"), () -> api.as(admin)
                        .post(path, it)));
    }

    /** Each hospital's office counts its beds; some wards are full, as they are. */
    private void reportBeds() {
        for (var office : List.of("people.officer", "tcm.officer", "mch.officer")) {
            var officer = people.person(office);
            var departments = files.directory()
                    .path("institutions")
                    .valueStream()
                    .filter(it -> it.path("id").asString().equals(officer.institution()))
                    .flatMap(it -> it.path("departments").valueStream())
                    .filter(it -> it.path("beds").asInt() > 0)
                    .map(it -> Map.of(
                            "department", it.path("code").asString(),
                            "total", it.path("beds").asInt(),
                            "free",
                                    it.path("code").asString().hashCode() % 5 == 0
                                            ? 0
                                            : it.path("beds").asInt() / 8))
                    .toList();
            good(Words.of("上报床位", "report of the beds"), () -> api.as(officer)
                    .post("/api/staffing/v1/beds/report", Map.of("departments", departments)));
        }
    }

    private void importDirectory() {
        var affairs = people.person("people.medical-affairs");
        good(Words.of("导入机构、医师、值班表", "import of the directory"), () -> api.as(affairs)
                .post("/api/staffing/v1/directory/import", files.directory()));
    }

    private void importDiagnoses() {
        var admin = people.person("admin");
        good(Words.of("导入诊断目录", "import of the diagnoses"), () -> api.as(admin)
                .post("/api/referral/v1/catalogue/diagnoses/import", Map.of("diagnoses", files.diagnoses())));
    }

    /** Referral's replica is complete when the last row of the last list is there; telemedicine's when it knows all experts. */
    private void awaitDirectory() {
        var doctor = people.person("xianghu.doctor");
        await(Words.of("机构目录到达转诊服务", "the directory reaches referral"), () -> {
            var answer = api.as(doctor).get("/api/referral/v1/institutions");
            return answer.body().path("items").size() >= files.count("institutions")
                    ? Optional.of(answer)
                    : Optional.empty();
        });
    }

    private void importSchedules() {
        var affairs = people.person("people.medical-affairs");
        await(Words.of("导入专家会诊时段", "import of the consult hours"), () -> {
            var answer = api.as(affairs).post("/api/telemedicine/v1/schedules/import", files.schedules());
            // Experts whom telemedicine has not heard of yet.
            return answer.status() == 422 || answer.status() == 400 ? Optional.empty() : Optional.of(answer);
        });
    }

    /** The patients, each by the doctor of their township: the clinics work side by side. */
    Loaded loadPatients() {
        var ids = new ConcurrentHashMap<String, String>();
        try (var clinics = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = files.patientsByClinic().entrySet().stream()
                    .map(clinic -> clinics.submit(() -> register(clinic.getKey(), clinic.getValue(), ids)))
                    .toList();
            return new Loaded(
                    ids, running.stream().mapToLong(CountyLoad::result).sum());
        }
    }

    private long register(String clinic, List<PatientRecord> patients, Map<String, String> ids) {
        var doctor = people.person(clinic.substring(clinic.indexOf('-') + 1) + ".doctor");
        var known = patients.stream().collect(Collectors.partitioningBy(patient -> {
            var found = lookUp(doctor, patient);
            found.ifPresent(id -> ids.put(patient.residentId(), id));
            return found.isPresent();
        }));
        var strangers = known.getOrDefault(false, List.of());
        strangers.forEach(patient -> ids.put(patient.residentId(), register(doctor, patient)));
        return strangers.size();
    }

    private Optional<String> lookUp(Person doctor, PatientRecord patient) {
        return good(Words.of("查找患者", "look-up of a patient"), () -> api.as(doctor)
                        .post(PATIENTS + "/search", Map.of("by", "RESIDENT_ID", "value", patient.residentId())))
                .body()
                .path("items")
                .valueStream()
                .map(item -> item.path("id").asString())
                .findFirst();
    }

    private String register(Person doctor, PatientRecord patient) {
        // The same key each time: a run that was cut off goes on where it stopped.
        var key = Api.key("demo", PATIENTS, patient.registration().toString());
        return good(Words.of("登记患者", "registration of a patient"), () -> api.as(doctor)
                        .post(PATIENTS, patient.registration(), key))
                .id();
    }

    private static Answer good(Words what, Supplier<Answer> doing) {
        var answer = doing.get();
        if (!answer.isGood()) {
            throw new StoryBroken(what, Words.of("成功（2xx）", "success (2xx)"), answer.told());
        }
        return answer;
    }

    private static void await(Words what, Supplier<Optional<Answer>> look) {
        var end = System.nanoTime() + PATIENCE.toNanos();
        for (var answer = look.get(); ; answer = look.get()) {
            if (answer.isPresent()) {
                good(what, answer::get);
                return;
            }
            if (System.nanoTime() > end) {
                throw new StoryBroken(
                        what,
                        Words.of(PATIENCE.toSeconds() + " 秒内完成", "within " + PATIENCE.toSeconds() + " s"),
                        Words.of("目录未到达", "the directory has not arrived").chinese());
            }
            rest();
        }
    }

    private static void rest() {
        try {
            Thread.sleep(Duration.ofMillis(100));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalFailure("interrupted", e);
        }
    }

    private static long result(Future<Long> running) {
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
