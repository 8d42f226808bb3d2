package org.medalliance.telemedicine.consult;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.Actor;
import org.medalliance.platform.access.AllianceDatabase;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.access.Values;
import org.medalliance.platform.lifecycle.Refusal;
import org.medalliance.platform.lifecycle.Standing;
import org.medalliance.platform.privacy.FieldCipher;
import org.medalliance.platform.privacy.SealedTable;
import org.medalliance.platform.web.PageRequest;
import org.medalliance.telemedicine.consult.ConsultLifecycle.Party;
import org.medalliance.telemedicine.consult.ConsultLifecycle.State;
import org.springframework.context.annotation.Bean;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Consults as they are stored: whole rows, written by compare-and-set, persons and findings sealed. */
@Repository
class Consults {

    private static final String COLUMNS = """
            c.id, c.version, c.alliance_id, c.number, c.referral_id, c.referral_version, c.requester, c.provider,
            c.specialty, c.kind, c.priority, c.state, c.details, c.requested_at, c.moved_at""";

    /** A referral's request that was heard already, or while another of its consults is under way, adds nothing. */
    private static final String INSERT = """
            with kept as (
            insert into consult (id, version, alliance_id, number, referral_id, referral_version, requester, provider,
                                 specialty, kind, priority, state, experts, details, requested_at, moved_at)
            values (:id, :version, :alliance, :number, :referralId, :referralVersion, :requester, :provider,
                    :specialty, :kind, :priority, :state, :experts, :details, :requestedAt, :movedAt)
            on conflict do nothing
            returning id), parties as (
            insert into case_party (case_id, alliance_id, institution_id, party, requested_at)
            select id, :alliance, institution, party, :requestedAt
              from kept, (values (:requester, 'REQUESTER'), (:provider, 'PROVIDER')) held (institution, party))
            """ + Moves.ADD;

    /** Writes the whole row, so that no column can hold a leftover of the state before. */
    private static final String UPDATE = """
            with kept as (
            update consult
               set (version, number, referral_id, referral_version, requester, provider, specialty, kind, priority,
                    state, experts, details, requested_at, moved_at)
                 = (:version, :number, :referralId, :referralVersion, :requester, :provider, :specialty, :kind,
                    :priority, :state, :experts, :details, :requestedAt, :movedAt)
             where id = :id and alliance_id = :alliance and version = :version - 1 and erased_at is null
            returning id)
            """ + Moves.ADD;

    private static final String FIND_AS_PARTY = """
            select %s, (select string_agg(p.party, ',') from case_party p
                         where p.case_id = c.id and p.alliance_id = :alliance and p.institution_id = :institution)
                   as parties
              from consult c where c.id = :id
            """.formatted(COLUMNS);

    private static final String FIND = """
            select %s, '' as parties from consult c
             where c.alliance_id = :alliance
               and (c.id = cast(:id as uuid) or c.number = cast(:number as text))
            """.formatted(COLUMNS);

    private static final String LOCK = """
            select %s, '' as parties from consult c where c.id = :id and c.alliance_id = :alliance for update
            """.formatted(COLUMNS);

    private static final String LOCK_UNDER_WAY = """
            select %s, '' as parties from consult c
             where c.alliance_id = :alliance and c.referral_id = :referral
               and c.state in ('REQUESTED', 'OFFERED', 'SCHEDULED', 'IN_PROGRESS', 'OPINION_DRAFT')
               for update
            """.formatted(COLUMNS);

    private static final String WORKLIST = """
            select %s, p.party as parties
              from case_party p join consult c on c.id = p.case_id
             where p.alliance_id = :alliance and p.institution_id = :institution and p.party = :party
               and (cast(:expert as text) is null or c.experts @> array[cast(:expert as text)])
               and (cast(:state as text) is null or c.state = :state)
               and (p.requested_at, p.case_id) < (:at, :before)
             order by p.requested_at desc, p.case_id desc limit :limit
            """.formatted(COLUMNS);

    private static final SealedTable TABLE = new SealedTable("consult", "details");

    private final AllianceDatabase database;
    private final FieldCipher cipher;
    private final JsonMapper json;

    Consults(AllianceDatabase database, FieldCipher cipher, JsonMapper json) {
        this.database = database;
        this.cipher = cipher;
        this.json = json;
    }

    /** Patient, question, findings, opinion, comments: as a whole. */
    @Bean
    static SealedTable sealedConsults() {
        return TABLE;
    }

    /**
     * A consult as one institution sees it.
     *
     * @param held the parties that the institution holds; with none it is seen in an emergency
     */
    record Seen(Consult consult, Set<Party> held) {

        Seen moved(Consult next) {
            return new Seen(next, held);
        }

        /** The institution's parties, and those that the actor plays as a person. */
        Standing standing(Actor actor) {
            var parties = new HashSet<>(held);
            if (held.contains(Party.PROVIDER) && consult.experts().contains(actor.practitioner())) {
                parties.add(Party.EXPERT);
                if (consult.isChief(actor.practitioner())) {
                    parties.add(Party.CHIEF_EXPERT);
                }
            }
            return actor.standing(parties);
        }
    }

    /** Empty when the actor's institution has no part in it, whether or not it exists. */
    Mono<Seen> find(Actor actor, UUID id) {
        return database.sql(actor.scope(), FIND_AS_PARTY)
                .bind("institution", actor.institution())
                .bind("id", id)
                .mapProperties(Row.class)
                .one()
                .filter(row -> row.parties() != null)
                .map(row -> row.toSeen(opened(row)));
    }

    /** By id, for the platform's own work within an alliance. */
    Mono<Consult> find(Scope scope, UUID id) {
        return found(database.sql(scope, FIND).bind("id", id).bindNull("number", String.class));
    }

    /** By number, for the platform's own work within an alliance. */
    Mono<Consult> find(Scope scope, String number) {
        return found(database.sql(scope, FIND).bindNull("id", UUID.class).bind("number", number));
    }

    private Mono<Consult> found(GenericExecuteSpec spec) {
        return spec.mapProperties(Row.class).one().map(row -> row.toConsult(opened(row)));
    }

    /** For the platform's own moves: as it is when all others have let go of it, and held until the transaction ends. */
    Mono<Consult> lock(Scope scope, UUID id) {
        return database.sql(scope, LOCK)
                .bind("id", id)
                .mapProperties(Row.class)
                .one()
                .map(row -> row.toConsult(opened(row)));
    }

    /** The consult that a referral waits for, held until the transaction ends. */
    Mono<Consult> lockUnderWay(Scope scope, UUID referral) {
        return database.sql(scope, LOCK_UNDER_WAY)
                .bind("referral", referral)
                .mapProperties(Row.class)
                .one()
                .map(row -> row.toConsult(opened(row)));
    }

    /** Answers false when the referral that asks was heard already. */
    Mono<Boolean> add(Consult consult, Moves.Move move) {
        return bind(INSERT, consult, move).fetch().rowsUpdated().map(rows -> rows == 1);
    }

    /**
     * @throws Refusal.Stale when somebody else moved it since it was read
     */
    Mono<Void> save(Consult consult, Moves.Move move) {
        return bind(UPDATE, consult, move)
                .fetch()
                .rowsUpdated()
                .flatMap(rows -> rows == 1 ? Mono.empty() : Mono.error(new Refusal.Stale()));
    }

    /**
     * Newest first, up to one more than the page's limit.
     *
     * @param expert only those to which this expert is invited, null for all
     */
    Mono<List<Consult>> worklist(
            Actor actor, Party party, @Nullable String expert, @Nullable State state, PageRequest page) {
        return database.sql(actor.scope(), WORKLIST)
                .filter(statement -> statement.fetchSize(100))
                .bind("institution", actor.institution())
                .bind("party", party.name())
                .bind("at", page.before().at())
                .bind("before", page.before().id())
                .bind("limit", page.limit() + 1)
                .bind("expert", Values.orNull(expert))
                .bind("state", Values.nameOrNull(state))
                .mapProperties(Row.class)
                .all()
                .map(row -> row.toConsult(opened(row)))
                .collectList();
    }

    private GenericExecuteSpec bind(String sql, Consult consult, Moves.Move move) {
        var origin = consult.origin();
        var spec = database.sql(new Scope(consult.alliance()), sql)
                .bind("id", consult.id())
                .bind("version", consult.version())
                .bind("number", consult.number())
                .bind("requester", consult.requester())
                .bind("provider", consult.provider())
                .bind("specialty", consult.specialty())
                .bind("kind", consult.kind().name())
                .bind("priority", consult.priority().name())
                .bind("state", consult.state().name())
                .bind("experts", consult.experts().toArray(String[]::new))
                .bind(
                        "details",
                        cipher.encrypt(TABLE.context(consult.id()), json.writeValueAsString(consult.details())))
                .bind("requestedAt", consult.requestedAt())
                .bind("movedAt", consult.movedAt())
                .bind("referralId", Values.orNull(origin == null ? null : origin.referral(), UUID.class))
                .bind("referralVersion", Values.orNull(origin == null ? null : origin.version(), Long.class));
        return Moves.bind(spec, move);
    }

    private Consult.Details opened(Row row) {
        if (row.details() == null) {
            return Consult.Details.ERASED;
        }
        return json.readValue(cipher.decrypt(TABLE.context(row.id()), row.details()), Consult.Details.class);
    }

    record Row(
            UUID id,
            long version,
            String allianceId,
            String number,
            @Nullable UUID referralId,
            @Nullable Long referralVersion,
            String requester,
            String provider,
            String specialty,
            Consult.Kind kind,
            Consult.Priority priority,
            State state,
            @Nullable String details,
            Instant requestedAt,
            Instant movedAt,
            @Nullable String parties) {

        Consult toConsult(Consult.Details opened) {
            var origin = referralId == null || referralVersion == null
                    ? null
                    : new Consult.Origin(referralId, referralVersion);
            return new Consult(
                    id,
                    version,
                    allianceId,
                    number,
                    origin,
                    requester,
                    provider,
                    specialty,
                    kind,
                    priority,
                    state,
                    opened,
                    requestedAt,
                    movedAt);
        }

        Seen toSeen(Consult.Details opened) {
            var held = Stream.of(parties == null ? "" : parties)
                    .flatMap(it -> Stream.of(it.split(",", -1)))
                    .map(Party::valueOf)
                    .collect(Collectors.toUnmodifiableSet());
            return new Seen(toConsult(opened), held);
        }
    }
}
