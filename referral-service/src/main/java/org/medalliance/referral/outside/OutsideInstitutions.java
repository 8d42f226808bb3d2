package org.medalliance.referral.outside;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.AllianceDatabase;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.access.Values;
import org.medalliance.platform.lifecycle.Refusal;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** The alliance's catalogue of hospitals outside the network. */
@Repository
public class OutsideInstitutions {

    /** A hospital that the catalogue has not; its name is written down. */
    public static final String OTHER = "OTHER";

    private static final ZoneId COUNTY = ZoneId.of("Asia/Shanghai");

    private static final String COLUMNS = "code, version, zh, en, level, city, active_from, active_until";

    private static final String ADD = """
            insert into outside_institution
              (alliance_id, code, version, zh, en, level, city, active_from, active_until)
            values (:alliance, :code, :version, :zh, :en, :level, :city, :activeFrom, :activeUntil)
            on conflict do nothing
            """;

    private static final String SAVE = """
            update outside_institution
               set version = :version, zh = :zh, en = :en, level = :level, city = :city, active_from = :activeFrom,
                   active_until = :activeUntil
             where alliance_id = :alliance and code = :code and version = :version - 1
            """;

    private static final String FIND =
            "select %s from outside_institution where alliance_id = :alliance and code = :code".formatted(COLUMNS);

    private static final String ALL =
            "select %s from outside_institution where alliance_id = :alliance order by code limit 200"
                    .formatted(COLUMNS);

    private final AllianceDatabase database;
    private final Clock clock;

    OutsideInstitutions(AllianceDatabase database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** What is chosen, as it is kept with a case. */
    public record Chosen(String code, String name) {}

    /**
     * @param name of a hospital that the catalogue has not; of one that it has the catalogue says it
     * @throws Refusal.Invalid when there is no such hospital today, or another one has no name
     */
    public Mono<Chosen> choose(Scope scope, String code, @Nullable String name) {
        if (code.equals(OTHER)) {
            return name == null || name.isBlank()
                    ? Mono.error(new Refusal.Invalid("outside-needs-name", "/name"))
                    : Mono.just(new Chosen(OTHER, name.strip()));
        }
        return find(scope, code)
                .filter(it -> it.isActive(today()))
                .map(it -> new Chosen(code, it.zh()))
                .switchIfEmpty(Mono.error(() -> new Refusal.Invalid("outside-unknown", "/institution")));
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), COUNTY);
    }

    /** The first 200 by code; also those that may not be chosen any more. */
    Mono<List<OutsideInstitution>> all(Scope scope) {
        return database.sql(scope, ALL)
                .mapProperties(OutsideInstitution.class)
                .all()
                .collectList();
    }

    Mono<OutsideInstitution> find(Scope scope, String code) {
        return database.sql(scope, FIND)
                .bind("code", code)
                .mapProperties(OutsideInstitution.class)
                .one();
    }

    /** @throws Refusal.Conflict when there is one of that code */
    Mono<OutsideInstitution> add(Scope scope, OutsideInstitution it) {
        return write(scope, ADD, it, () -> new Refusal.Conflict("outside-code-taken", it.code()));
    }

    /** @throws Refusal.Stale when somebody else has changed it since */
    Mono<OutsideInstitution> save(Scope scope, OutsideInstitution it) {
        return write(scope, SAVE, it, Refusal.Stale::new);
    }

    private Mono<OutsideInstitution> write(Scope scope, String sql, OutsideInstitution it, Supplier<Refusal> refusal) {
        return bind(database.sql(scope, sql), it)
                .fetch()
                .rowsUpdated()
                .filter(rows -> rows == 1)
                .switchIfEmpty(Mono.error(refusal::get))
                .thenReturn(it);
    }

    private static GenericExecuteSpec bind(GenericExecuteSpec spec, OutsideInstitution it) {
        return spec.bind("code", it.code())
                .bind("version", it.version())
                .bind("zh", it.zh())
                .bind("en", it.en())
                .bind("level", it.level().name())
                .bind("city", it.city())
                .bind("activeFrom", Values.orNull(it.activeFrom(), LocalDate.class))
                .bind("activeUntil", Values.orNull(it.activeUntil(), LocalDate.class));
    }
}
