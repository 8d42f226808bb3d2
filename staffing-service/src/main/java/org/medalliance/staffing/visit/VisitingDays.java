package org.medalliance.staffing.visit;

import static java.util.Objects.requireNonNull;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.Actor;
import org.medalliance.platform.access.AllianceDatabase;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.access.Values;
import org.medalliance.platform.lifecycle.Refusal;
import org.medalliance.platform.privacy.FieldCipher;
import org.medalliance.platform.privacy.SealedTable;
import org.medalliance.platform.web.PageRequest;
import org.medalliance.staffing.visit.VisitLifecycle.Party;
import org.medalliance.staffing.visit.VisitLifecycle.State;
import org.medalliance.staffing.visit.VisitingDay.Outcome;
import org.medalliance.staffing.visit.VisitingDay.Reason;
import org.springframework.context.annotation.Bean;
import org.springframework.r2dbc.core.DataClassRowMapper;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Visiting days as they are stored: whole rows, written by compare-and-set, seen by their parties only. */
@Repository
class VisitingDays {

    private static final String COLUMNS = """
            id, version, practitioner, employer, clinic, specialty, starts_at, ends_at, places, state, reason, comment,
            checked_in_at, score, moved_at""";

    private static final String VALUES = """
            :id, :version, :practitioner, :employer, :clinic, :specialty, :startsAt, :endsAt, :places, :state, :reason,
            :comment, :checkedInAt, :score, :movedAt""";

    /** What each move leaves in the time line: written by the statement that writes the day, or not at all. */
    private static final String ADD_MOVE = """
            insert into case_move (case_id, alliance_id, version, action, from_state, to_state, institution,
                                   practitioner, at)
            select id, :alliance, :version, :action, :fromState, :state, :institution, :mover, :movedAt from kept
            """;

    /** The database itself forbids a doctor to be at two places at once; a rival that commits first wins. */
    private static final String INSERT = """
            with kept as (
            insert into visiting_day (alliance_id, %s) values (:alliance, %s) on conflict do nothing
            returning id), parties as (
            insert into case_party (case_id, alliance_id, institution_id, party)
            select kept.id, :alliance, held.institution, held.party
              from kept, unnest(cast(:institutions as text[]), cast(:parties as text[])) as held (institution, party))
            """.formatted(COLUMNS, VALUES) + ADD_MOVE;

    /** Writes the whole row, so that no column can hold a leftover of the state before. */
    private static final String UPDATE = """
            with kept as (
            update visiting_day set (%s) = (%s)
             where id = :id and alliance_id = :alliance and version = :version - 1
            returning id)
            """.formatted(COLUMNS, VALUES) + ADD_MOVE;

    private static final String SEEN = """
            select %s, coalesce((select string_agg(p.party, ',') from case_party p
                                  where p.case_id = v.id and p.alliance_id = :alliance
                                    and p.institution_id = :institution), '') as parties
              from visiting_day v where v.alliance_id = :alliance
            """.formatted(COLUMNS);

    private static final String FIND = SEEN + " and v.id = :id";

    private static final String LIST = SEEN + """
             and (v.practitioner = :self
                  or exists (select 1 from case_party p where p.case_id = v.id and p.alliance_id = :alliance
                                                          and p.institution_id = :institution))
             and (:clinic = '' or v.clinic = :clinic)
             and (:practitioner = '' or v.practitioner = :practitioner)
             and (:state = '' or v.state = :state)
             and v.ends_at > :from and (v.starts_at, v.id) > (:at, :after)
           order by v.starts_at, v.id limit :limit
            """;

    private static final String MOVES = """
            select version, action, from_state, to_state, institution, practitioner, at from case_move
             where alliance_id = :alliance and case_id = :id order by version limit 200
            """;

    private static final DataClassRowMapper<Row> ROWS = new DataClassRowMapper<>(Row.class);

    private static final PageRequest.Position FIRST = new PageRequest.Position(Instant.EPOCH, new UUID(0, 0));

    private static final SealedTable TABLE = new SealedTable("visiting_day", "comment");

    private final AllianceDatabase database;
    private final FieldCipher cipher;

    VisitingDays(AllianceDatabase database, FieldCipher cipher) {
        this.database = database;
        this.cipher = cipher;
    }

    /** The comment: it says why somebody could not come. */
    @Bean
    static SealedTable sealedVisitingDays() {
        return TABLE;
    }

    /** A visiting day with the parts that the actor has in it. */
    record Seen(VisitingDay day, Set<Party> parties) {}

    /** Which days are wanted; an empty text wants all. */
    record Wanted(String clinic, String practitioner, String state, Instant from) {}

    /** Empty when the actor has no part in it, whether or not it exists. */
    Mono<Seen> find(Actor actor, UUID id) {
        return database.sql(actor.scope(), FIND)
                .bind("institution", actor.institution())
                .bind("id", id)
                .map(row -> seen(actor, row))
                .one()
                .filter(seen -> !seen.parties().isEmpty());
    }

    /** Those that have not ended by {@code from}, the earliest first. */
    Flux<Seen> list(Actor actor, Wanted wanted, PageRequest page) {
        var position = page.after() == null ? FIRST : page.after();
        return database.sql(actor.scope(), LIST)
                .bind("self", self(actor))
                .bind("institution", actor.institution())
                .bindProperties(wanted)
                .bind("at", position.at())
                .bind("after", position.id())
                .bind("limit", page.limit() + 1)
                .map(row -> seen(actor, row))
                .all();
    }

    /**
     * @param parties which institution holds which part
     * @throws Refusal.Conflict when the doctor has another visiting day in this time
     */
    Mono<Void> add(VisitingDay day, List<Map.Entry<Party, String>> parties, Move move) {
        return write(INSERT, day, move)
                .bind("institutions", parties.stream().map(Map.Entry::getValue).toArray(String[]::new))
                .bind("parties", parties.stream().map(it -> it.getKey().name()).toArray(String[]::new))
                .fetch()
                .rowsUpdated()
                .filter(rows -> rows == 1)
                .switchIfEmpty(Mono.error(() -> new Refusal.Conflict("doctor-elsewhere")))
                .then();
    }

    /**
     * @throws Refusal.Stale when somebody else moved it since it was read
     */
    Mono<Void> save(VisitingDay day, Move move) {
        return write(UPDATE, day, move)
                .fetch()
                .rowsUpdated()
                .filter(rows -> rows == 1)
                .switchIfEmpty(Mono.error(Refusal.Stale::new))
                .then();
    }

    private GenericExecuteSpec write(String sql, VisitingDay day, Move move) {
        return database.sql(new Scope(day.alliance()), sql)
                .bindProperties(Row.of(day, sealed(day)))
                .bind("action", move.action())
                .bind("institution", move.institution())
                .bind("fromState", Values.orNull(move.fromState()))
                .bind("mover", Values.orNull(move.practitioner()));
    }

    Mono<List<Move>> moves(VisitingDay day) {
        return database.sql(new Scope(day.alliance()), MOVES)
                .bind("id", day.id())
                .mapProperties(Move.class)
                .all()
                .collectList();
    }

    /** One line of a visiting day's time line. */
    record Move(
            long version,
            String action,
            @Nullable String fromState,
            String toState,
            String institution,
            @Nullable String practitioner,
            Instant at) {}

    private @Nullable String sealed(VisitingDay day) {
        var comment = day.outcome().comment();
        return comment == null ? null : cipher.encrypt(TABLE.context(day.id()), comment);
    }

    private @Nullable String opened(Row row) {
        return row.comment() == null ? null : cipher.decrypt(TABLE.context(row.id()), row.comment());
    }

    private Seen seen(Actor actor, Readable row) {
        var found = ROWS.apply(row);
        var day = found.toDay(actor.alliance(), opened(found));
        var parties = EnumSet.noneOf(Party.class);
        Stream.of(requireNonNull(row.get("parties", String.class)).split(","))
                .filter(it -> !it.isEmpty())
                .map(Party::valueOf)
                .forEach(parties::add);
        if (day.practitioner().equals(actor.practitioner())) {
            parties.add(Party.DOCTOR);
        }
        return new Seen(day, parties);
    }

    private static String self(Actor actor) {
        return actor.practitioner() == null ? "" : actor.practitioner();
    }

    record Row(
            UUID id,
            long version,
            String practitioner,
            String employer,
            String clinic,
            String specialty,
            Instant startsAt,
            Instant endsAt,
            int places,
            String state,
            @Nullable String reason,
            @Nullable String comment,
            @Nullable Instant checkedInAt,
            @Nullable Integer score,
            Instant movedAt) {

        static Row of(VisitingDay it, @Nullable String sealed) {
            var outcome = it.outcome();
            return new Row(
                    it.id(),
                    it.version(),
                    it.practitioner(),
                    it.employer(),
                    it.clinic(),
                    it.specialty(),
                    it.startsAt(),
                    it.endsAt(),
                    it.places(),
                    it.state().name(),
                    outcome.reason() == null ? null : outcome.reason().name(),
                    sealed,
                    outcome.checkedInAt(),
                    outcome.score(),
                    it.movedAt());
        }

        VisitingDay toDay(String alliance, @Nullable String opened) {
            return new VisitingDay(
                    id,
                    version,
                    alliance,
                    practitioner,
                    employer,
                    clinic,
                    specialty,
                    startsAt,
                    endsAt,
                    places,
                    State.valueOf(state),
                    new Outcome(reason == null ? null : Reason.valueOf(reason), opened, checkedInAt, score),
                    movedAt);
        }
    }
}
