package org.medalliance.telemedicine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.access.WorkerDatabase;
import org.medalliance.platform.messaging.Event;
import org.medalliance.platform.messaging.Outbox;
import org.medalliance.platform.testing.TestIdentityProvider.Person;
import org.medalliance.telemedicine.directory.Directory;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;
import org.springframework.transaction.reactive.TransactionalOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Alliances to play in, each of its own, with what the other services would tell about them. */
@TestComponent
@Lazy
public class County {

    public static final String CARDIOLOGY = "03.04";
    public static final String NEUROLOGY = "03.03";

    private final Outbox outbox;
    private final TransactionalOperator transaction;
    private final Directory directory;
    private final WorkerDatabase database;
    private final JsonMapper json;
    private final Environment environment;

    County(
            Outbox outbox,
            TransactionalOperator transaction,
            Directory directory,
            WorkerDatabase database,
            JsonMapper json,
            Environment environment) {
        this.outbox = outbox;
        this.transaction = transaction;
        this.directory = directory;
        this.database = database;
        this.json = json;
        this.environment = environment;
    }

    /** An alliance of its own: a hospital with three experts, another hospital, two clinics; told over Kafka. */
    public Alliance found() {
        var alliance = new Alliance("a-" + UUID.randomUUID());
        tellInstitution(alliance.name(), "hospital", "人民医院", CARDIOLOGY, NEUROLOGY);
        tellInstitution(alliance.name(), "tcm", "中医院", "50");
        tellInstitution(alliance.name(), "clinic", "象湖卫生院", "02");
        tellInstitution(alliance.name(), "clinic-2", "壬田卫生院", "02");
        tellPractitioner(alliance.name(), "heart-1", "hospital", CARDIOLOGY);
        tellPractitioner(alliance.name(), "heart-2", "hospital", CARDIOLOGY);
        tellPractitioner(alliance.name(), "nerve-1", "hospital", NEUROLOGY);
        tellPractitioner(alliance.name(), "herbs-1", "tcm", "50");
        var all = List.of("heart-1", "heart-2", "nerve-1", "herbs-1");
        var scope = new Scope(alliance.name());
        until(() -> directory
                                .practitioners(scope, all)
                                .contextWrite(scope.carried())
                                .block()
                                .size()
                        == all.size()
                && List.of("hospital", "tcm", "clinic", "clinic-2").stream()
                        .allMatch(it -> directory
                                        .institution(scope, it)
                                        .contextWrite(scope.carried())
                                        .block()
                                != null));
        return alliance;
    }

    /** An alliance with everybody at the consult desk every day of the week, 09:00 to 12:00, in slots of 30 minutes. */
    public Alliance foundWithHours() {
        var alliance = found();
        var hours = List.of("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN").stream()
                .flatMap(day -> List.of(
                        hours("heart-1", CARDIOLOGY, day),
                        hours("heart-2", CARDIOLOGY, day),
                        hours("nerve-1", NEUROLOGY, day))
                        .stream())
                .toList();
        var reply = api(alliance.planner()).post("/schedules/import", Map.of("schedules", hours));
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return alliance;
    }

    public static Map<String, Object> hours(String expert, String specialty, String weekday) {
        return Map.of(
                "expert",
                expert,
                "specialty",
                specialty,
                "weekday",
                weekday,
                "from",
                "09:00",
                "to",
                "12:00",
                "slotMinutes",
                30);
    }

    public Api api(Person person) {
        return new Api(port(), person, json);
    }

    public int port() {
        return environment.getRequiredProperty("local.server.port", Integer.class);
    }

    /** As another service would, by its own outbox. */
    public void tell(Event event) {
        outbox.append(event).as(transaction::transactional).block();
    }

    public void tellInstitution(String alliance, String id, String name, String... specialties) {
        var departments = List.of(specialties).stream()
                .map(it -> Map.of("code", "D" + it, "name", name + it, "specialty", it, "beds", 10))
                .toList();
        tell(event(
                alliance,
                "directory.institutions.v1",
                "org.medalliance.directory.institution.v1",
                id,
                1,
                Map.of("id", id, "name", name, "departments", departments, "active", true)));
    }

    public void tellPractitioner(String alliance, String id, String institution, String specialty) {
        tell(event(
                alliance,
                "directory.practitioners.v1",
                "org.medalliance.directory.practitioner.v1",
                id,
                1,
                Map.of(
                        "id",
                        id,
                        "name",
                        "医师",
                        "institution",
                        institution,
                        "specialties",
                        List.of(specialty),
                        "active",
                        true)));
    }

    public void publishVisitingDay(String alliance, UUID day, String doctor, Instant startsAt, Instant endsAt) {
        tell(event(
                alliance,
                "staffing.events.v1",
                "org.medalliance.staffing.visiting-day-published.v1",
                day.toString(),
                2,
                Map.of(
                        "visitingDayId",
                        day,
                        "practitioner",
                        doctor,
                        "clinic",
                        "clinic",
                        "specialty",
                        CARDIOLOGY,
                        "startsAt",
                        startsAt,
                        "endsAt",
                        endsAt,
                        "places",
                        12)));
    }

    public void callOffVisitingDay(String alliance, UUID day, String doctor) {
        tell(event(
                alliance,
                "staffing.events.v1",
                "org.medalliance.staffing.visiting-day-cancelled.v1",
                day.toString(),
                3,
                Map.of("visitingDayId", day, "practitioner", doctor, "clinic", "clinic")));
    }

    public static Event event(String alliance, String topic, String type, String subject, long sequence, Object data) {
        return new Event(new Scope(alliance), topic, type, subject, sequence, CountyTime.TIME.instant(), data);
    }

    /** What this service announced in an alliance, in order. */
    public List<Announced> announced(String alliance, String type) {
        return database.sql("""
                        select type, subject, sequence, data from outbox
                         where alliance_id = :alliance and type = :type order by id
                        """)
                .bind("alliance", alliance)
                .bind("type", type)
                .map(row -> new Announced(
                        row.get("type", String.class),
                        row.get("subject", String.class),
                        row.get("sequence", Long.class),
                        json.readTree(row.get("data", String.class))))
                .all()
                .collectList()
                .block();
    }

    public record Announced(String type, String subject, long sequence, JsonNode data) {}

    public long count(String sql, String alliance) {
        return database.sql(sql)
                .bind("alliance", alliance)
                .map(row -> row.get(0, Long.class))
                .one()
                .block();
    }

    public static void until(BooleanSupplier holds) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(holds::getAsBoolean);
    }

    /** {@code at(0, "09:30")}: the first Monday, half past nine in the county. */
    public static Instant at(int day, String time) {
        return OffsetDateTime.parse("2026-03-02T%s:00+08:00".formatted(time))
                .plusDays(day)
                .toInstant();
    }

    /** The people of one alliance. */
    public record Alliance(String name) {

        public Person clinicDoctor() {
            return Person.of(name, "clinic", "doctor-1", "clinic-doctor");
        }

        public Person officer() {
            return Person.of(name, "hospital", "officer-1", "referral-officer");
        }

        public Person expert(String id) {
            return Person.of(name, "hospital", id, "specialist");
        }

        public Person administrator() {
            return Person.of(name, "hospital", "admin-1", "alliance-admin");
        }

        public Person planner() {
            return Person.of(name, "hospital", "planner-1", "staffing-manager");
        }
    }
}
