package org.medalliance.referral.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.access.Actor;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.access.WorkerDatabase;
import org.medalliance.platform.privacy.FieldCipher;
import org.medalliance.platform.testing.LocalPostgres;
import org.medalliance.platform.testing.ServiceTest;
import org.medalliance.platform.web.PageRequest;
import org.medalliance.referral.cases.ReferralLifecycle.State;
import org.medalliance.referral.content.Direction;
import org.medalliance.referral.content.Priority;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

/** Every combination of criteria on a filled table: no search walks through the cases. */
@ServiceTest
class SearchPlanTest {

    private static final String COUNTY = "search-county";

    private static final int CASES = Integer.getInteger("search.cases", 40_000);

    private static final Actor OFFICER = new Actor("s", "n", COUNTY, "hospital", "p", Set.of("referral-officer"));

    private static final PageRequest FIRST = new PageRequest(20, null);

    @Autowired
    FoundCases cases;

    @Autowired
    SearchKeys keys;

    @Autowired
    WorkerDatabase database;

    @Autowired
    FieldCipher cipher;

    /** One in twenty patients is a Zhang, one case in ten an angina; one number is one person's. */
    @BeforeEach
    void filled() {
        var zhang = wanted(criteria("namePrefix")).prefixes().toArray(String[]::new);
        var whole = wanted(criteria("name")).names().toArray(String[]::new);
        var angina = wanted(criteria("diagnosis")).diagnoses().toArray(String[]::new);
        var person = wanted(criteria("residentId")).persons().getFirst();
        database.sql("""
                        insert into patient (id, alliance_id, institution_id, version, sex, identity_kind, insurance,
                                             personal, name_index, name_prefixes, registered_at, person, identity_index)
                        select md5('p' || i)::uuid, :alliance, 'clinic' || i % 20, 1, 'MALE', 'RESIDENT_ID', 'RESIDENT', :sealed,
                               case when i % 400 = 0 then :whole else '1.n' || i end,
                               case when i % 20 = 0 then array[:zhang] else array['1.q' || i % 97] end,
                               '2026-01-01', case when i = 7 then :person else '1.k' || i end, '1.i' || i
                          from generate_series(1, :patients) i""")
                .bind("alliance", COUNTY)
                .bind("whole", whole[0])
                .bind("zhang", zhang[0])
                .bind("person", person)
                .bind("patients", CASES / 2)
                .bind("sealed", cipher.encrypt("-", "{}"))
                .then()
                .block();
        database.sql("""
                        insert into referral (id, alliance_id, version, number, direction, priority, pathway, specialty,
                                              patient_id, person, origin_institution, destination_institution,
                                              destination_department, state, details, synthetic, submitted_at, since,
                                              moved_at, diagnosis_index)
                        select md5('r' || i)::uuid, :alliance, 1, 'R20260101-' || lpad(i::text, 6, '0'),
                               case when i % 5 = 0 then 'DOWN' else 'UP' end, 'ROUTINE', 'GENERAL', '03.04',
                               md5('p' || (i % (:cases / 2) + 1))::uuid, '1.k' || (i % (:cases / 2) + 1), 'clinic' || i % 20,
                               'hospital', 'cardio', 'CLOSED', :sealed, false,
                               timestamptz '2026-01-01' + i * interval '10 minutes', '2026-01-01', '2026-01-01',
                               case when i % 10 = 0 then array[:angina] else array['1.d' || i % 300] end
                          from generate_series(1, :cases) i""")
                .bind("alliance", COUNTY)
                .bind("cases", CASES)
                .bind("angina", angina[0])
                .bind("sealed", cipher.encrypt("-", "{}"))
                .then()
                .block();
        database.sql("""
                        insert into case_party (case_id, alliance_id, institution_id, party, submitted_at)
                        select r.id, r.alliance_id, part.institution, part.party, r.submitted_at
                          from referral r, lateral (values (r.origin_institution, 'ORIGIN'),
                                                           (r.destination_institution, 'DESTINATION')) part (institution, party)
                         where r.alliance_id = :alliance""").bind("alliance", COUNTY).then().block();
        for (var table : List.of("referral", "case_party", "patient", "name_hash", "referral_diagnosis")) {
            execute("analyze " + table);
        }
    }

    @AfterEach
    void emptied() {
        for (var table : List.of("referral", "patient", "name_hash")) {
            execute("delete from %s where alliance_id = '%s'".formatted(table, COUNTY));
        }
    }

    private static void execute(String sql) {
        try (var connection = DriverManager.getConnection(LocalPostgres.get().superuserJdbcUrl("referral"));
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final List<String> CRITERIA = List.of(
            "number",
            "name",
            "namePrefix",
            "residentId",
            "patientId",
            "diagnosis",
            "direction",
            "state",
            "department",
            "from",
            "to");

    /** The eighth: {@code md5('p8')}. */
    private static final UUID PATIENT = UUID.fromString("2e3f209d-4f2b-b346-67dd-e08e3c9585f1");

    private SearchKeys.Wanted wanted(SearchCriteria criteria) {
        return keys.of(COUNTY, criteria, criteria.patientId() == null ? List.of() : List.of("1.k8"));
    }

    private static SearchCriteria criteria(String... chosen) {
        var wanted = List.of(chosen);
        return new SearchCriteria(
                wanted.contains("number") ? "R20260101-000400" : null,
                wanted.contains("name") ? "张无忌" : null,
                wanted.contains("namePrefix") ? "张" : null,
                wanted.contains("residentId") ? "999999196001010010" : null,
                wanted.contains("patientId") ? PATIENT : null,
                wanted.contains("diagnosis") ? "I20" : null,
                wanted.contains("direction") ? Direction.UP : null,
                wanted.contains("state") ? State.CLOSED : null,
                wanted.contains("state") ? Priority.ROUTINE : null,
                wanted.contains("department") ? "03.04" : null,
                wanted.contains("department") ? "cardio" : null,
                wanted.contains("department") ? "clinic3" : null,
                wanted.contains("from") ? LocalDate.of(2026, 2, 1) : null,
                wanted.contains("to") ? LocalDate.of(2026, 3, 1) : null);
    }

    @Test
    void noCombinationOfCriteriaWalksThroughTheCases() {
        var walks = new ArrayList<String>();
        for (int set = 0; set < 1 << CRITERIA.size(); set++) {
            var bits = set;
            var chosen = IntStream.range(0, CRITERIA.size())
                    .filter(i -> (bits & 1 << i) != 0)
                    .mapToObj(CRITERIA::get)
                    .toArray(String[]::new);
            var plan = plan(criteria(chosen));
            if (plan.contains("Seq Scan on referral")
                    || plan.contains("Seq Scan on case_party")
                    || plan.contains("Seq Scan on patient")
                    || plan.contains("Seq Scan on name_hash")) {
                walks.add(Arrays.toString(chosen) + "\n" + plan);
            }
        }
        assertThat(walks).isEmpty();
    }

    /** Of the statement for the own alliance's cases, and of the one for those of another. */
    private String plan(SearchCriteria criteria) {
        var wanted = wanted(criteria);
        return lines(cases.bound(OFFICER, "explain " + FoundCases.sql(wanted), wanted, FIRST))
                + "\n"
                + lines(cases.boundToShared(
                        OFFICER, "another-county", "explain " + FoundCases.sharedSql(), wanted, FIRST));
    }

    private static String lines(GenericExecuteSpec explain) {
        return String.join(
                "\n",
                explain.map(row -> row.get(0, String.class))
                        .all()
                        .collectList()
                        .contextWrite(new Scope(COUNTY).carried())
                        .block());
    }

    /** A statement that is asked often is planned without its values. */
    @Test
    void norDoesAPlanThatIsKept() throws SQLException {
        var types = new HashMap<>(Map.of(
                "at",
                "timestamptz",
                "from",
                "timestamptz",
                "until",
                "timestamptz",
                "before",
                "uuid",
                "limit",
                "bigint",
                "persons",
                "text[]",
                "names",
                "text[]",
                "prefixes",
                "text[]",
                "diagnoses",
                "text[]"));
        types.put("patient", "uuid");
        types.put("kin", "text[]");
        for (var chosen : List.of("", "number", "patientId", "residentId", "name", "namePrefix", "diagnosis")) {
            var wanted = wanted(criteria(chosen));
            var names = new ArrayList<String>();
            var sql = Pattern.compile(":(\\w+)").matcher(FoundCases.sql(wanted)).replaceAll(it -> {
                if (!names.contains(it.group(1))) {
                    names.add(it.group(1));
                }
                return Matcher.quoteReplacement("$" + (names.indexOf(it.group(1)) + 1));
            });
            var declared =
                    names.stream().map(it -> types.getOrDefault(it, "text")).collect(Collectors.joining(", "));
            var values = names.stream()
                    .map(it -> switch (it) {
                        case "alliance" -> "'" + COUNTY + "'";
                        case "institution" -> "'hospital'";
                        case "at", "until" -> "'9999-01-01'";
                        case "from" -> "'1970-01-01'";
                        case "before" -> "'ffffffff-ffff-ffff-ffff-ffffffffffff'";
                        case "limit" -> "21";
                        case "patient" ->
                            wanted.criteria().patientId() == null
                                    ? "null"
                                    : "'" + wanted.criteria().patientId() + "'";
                        case "kin" -> wanted.kin() == null ? "null" : "array['1.k8']";
                        case "names" ->
                            wanted.names() == null
                                    ? "null"
                                    : "array['" + wanted.names().getFirst() + "']";
                        case "prefixes" ->
                            wanted.prefixes() == null
                                    ? "null"
                                    : "array['" + wanted.prefixes().getFirst() + "']";
                        case "persons" ->
                            wanted.persons() == null
                                    ? "null"
                                    : "array['" + wanted.persons().getFirst() + "']";
                        case "diagnoses" ->
                            wanted.diagnoses() == null
                                    ? "null"
                                    : "array['" + wanted.diagnoses().getFirst() + "']";
                        case "number" ->
                            wanted.criteria().number() == null
                                    ? "null"
                                    : "'" + wanted.criteria().number() + "'";
                        default -> "null";
                    })
                    .collect(Collectors.joining(", "));
            var plan = new StringBuilder();
            try (var connection =
                            DriverManager.getConnection(LocalPostgres.get().superuserJdbcUrl("referral"));
                    var statement = connection.createStatement()) {
                statement.execute(
                        "set role " + LocalPostgres.database("referral").appName());
                statement.execute("select set_config('alliance.id', '%s', false)".formatted(COUNTY));
                statement.execute("set plan_cache_mode = force_generic_plan");
                statement.execute("prepare kept (%s) as %s".formatted(declared, sql));
                var rows = statement.executeQuery("explain (analyze) execute kept (%s)".formatted(values));
                while (rows.next()) {
                    plan.append(rows.getString(1)).append('\n');
                }
            }
            assertThat(plan.toString())
                    .as(chosen)
                    .doesNotContain(
                            "Seq Scan on referral",
                            "Seq Scan on case_party",
                            "Seq Scan on name_hash",
                            "Seq Scan on patient");
        }
    }

    private static String shown(SearchCriteria it) {
        return it.toString().replaceAll("\\w+=null(, )?", "");
    }

    /** Also the thousandth page, and one that looks for what nobody has. */
    @Test
    void eachIsAnsweredInAMomentAlsoWhenThePlanIsKept() {
        var deep = new PageRequest(20, new PageRequest.Position(Instant.parse("2026-02-01T00:00:00Z"), new UUID(0, 0)));
        for (var chosen : List.of(
                criteria(),
                criteria("number"),
                criteria("residentId"),
                criteria("patientId"),
                criteria("name"),
                criteria("namePrefix"),
                criteria("diagnosis"),
                criteria("diagnosis", "namePrefix"),
                criteria("direction", "state", "department", "from", "to"))) {
            for (var page : List.of(FIRST, deep)) {
                var slowest = Duration.ZERO;
                var rows = 0;
                for (var turn = 0; turn < 12; turn++) {
                    var began = System.nanoTime();
                    rows = cases.find(OFFICER, wanted(chosen), page)
                            .collectList()
                            .contextWrite(new Scope(COUNTY).carried())
                            .block()
                            .size();
                    var took = Duration.ofNanos(System.nanoTime() - began);
                    slowest = turn > 1 && took.compareTo(slowest) > 0 ? took : slowest;
                }
                System.out.println(
                        "MEASURED %s: %d rows, at most %d ms".formatted(shown(chosen), rows, slowest.toMillis()));
                assertThat(slowest).as(chosen.toString()).isLessThan(Duration.ofSeconds(1));
            }
        }
    }
}
