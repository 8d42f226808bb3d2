package org.medalliance.telemedicine.directory;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.medalliance.platform.access.AllianceDatabase;
import org.medalliance.platform.access.Scope;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Replicas of the alliance's institutions and practitioners. A word older than the one kept changes nothing. */
@Repository
public class Directory {

    private static final String PUT_INSTITUTION = """
            insert into institution (alliance_id, id, sequence, active, name, specialties)
            values (:alliance, :id, :sequence, :active, :name, :specialties)
            on conflict (alliance_id, id) do update
               set (sequence, active, name, specialties)
                 = (excluded.sequence, excluded.active, excluded.name, excluded.specialties)
             where institution.sequence < excluded.sequence
            """;

    private static final String PUT_PRACTITIONER = """
            insert into practitioner (alliance_id, id, sequence, active, name, institution, specialties)
            values (:alliance, :id, :sequence, :active, :name, :institution, :specialties)
            on conflict (alliance_id, id) do update
               set (sequence, active, name, institution, specialties)
                 = (excluded.sequence, excluded.active, excluded.name, excluded.institution, excluded.specialties)
             where practitioner.sequence < excluded.sequence
            """;

    private static final String INSTITUTION =
            "select id, name, specialties from institution where alliance_id = :alliance and id = :id and active";

    private static final String PRACTITIONERS = """
            select id, name, institution, specialties from practitioner
             where alliance_id = :alliance and id = any (:ids) and active
            """;

    private final AllianceDatabase database;

    Directory(AllianceDatabase database) {
        this.database = database;
    }

    Mono<Void> put(Scope scope, long sequence, boolean active, Institution institution) {
        return database.sql(scope, PUT_INSTITUTION)
                .bind("id", institution.id())
                .bind("sequence", sequence)
                .bind("active", active)
                .bind("name", institution.name())
                .bind("specialties", institution.specialties().toArray(String[]::new))
                .then();
    }

    Mono<Void> put(Scope scope, long sequence, boolean active, Practitioner practitioner) {
        return database.sql(scope, PUT_PRACTITIONER)
                .bind("id", practitioner.id())
                .bind("sequence", sequence)
                .bind("active", active)
                .bind("name", practitioner.name())
                .bind("institution", practitioner.institution())
                .bind("specialties", practitioner.specialties().toArray(String[]::new))
                .then();
    }

    /** Empty when this service has not heard of it, or it was removed. */
    public Mono<Institution> institution(Scope scope, String id) {
        return database.sql(scope, INSTITUTION)
                .bind("id", id)
                .map(row -> new Institution(
                        requireNonNull(row.get("id", String.class)),
                        requireNonNull(row.get("name", String.class)),
                        Set.of(requireNonNull(row.get("specialties", String[].class)))))
                .one();
    }

    /** Those of them that this service has heard of and that are still there, by id. */
    public Mono<Map<String, Practitioner>> practitioners(Scope scope, Collection<String> ids) {
        return database.sql(scope, PRACTITIONERS)
                .filter(statement -> statement.fetchSize(100))
                .bind("ids", ids.stream().distinct().toArray(String[]::new))
                .map(row -> new Practitioner(
                        requireNonNull(row.get("id", String.class)),
                        requireNonNull(row.get("name", String.class)),
                        requireNonNull(row.get("institution", String.class)),
                        Set.of(requireNonNull(row.get("specialties", String[].class)))))
                .all()
                .collectMap(Practitioner::id);
    }
}
