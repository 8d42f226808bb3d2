package org.medalliance.referral.cases;

import static java.util.Objects.requireNonNull;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.Actor;
import org.medalliance.platform.access.AllianceDatabase;
import org.medalliance.platform.access.JointWrite;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.access.Values;
import org.medalliance.platform.crypto.Purpose;
import org.medalliance.platform.deadline.DeadlineTimes;
import org.medalliance.platform.deadline.DeadlineTimes.NextDue;
import org.medalliance.platform.lifecycle.Refusal;
import org.medalliance.platform.privacy.FieldCipher;
import org.medalliance.platform.privacy.SealedTable;
import org.medalliance.platform.privacy.SealedTable.Index;
import org.medalliance.platform.web.PageRequest;
import org.medalliance.referral.cases.ReferralLifecycle.Party;
import org.medalliance.referral.cases.ReferralLifecycle.State;
import org.medalliance.referral.content.Reservation;
import org.medalliance.referral.diagnosis.DiagnosisIndex;
import org.springframework.context.annotation.Bean;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Referrals as they are stored: whole rows, written by compare-and-set, what is clinical sealed. */
@Repository
class Referrals {

    private static final String COLUMNS = """
            r.id, r.alliance_id, r.version, r.number, r.direction, r.priority, r.pathway, r.specialty, r.patient_id,
            r.origin_institution, r.origin_practitioner, r.destination_institution, r.destination_department,
            r.destination_practitioner, r.state, r.details, r.synthetic, r.submitted_at, r.since, r.moved_at, r.continues, r.closing""";

    /** What each move leaves in the time line: written by the statement that writes the case, or not at all. */
    private static final String ADD_MOVE = """
            insert into case_move (case_id, alliance_id, version, action, from_state, to_state, institution,
                                   practitioner, reason, at, happened_at, detail, due_at)
            select id, :alliance, :version, :action, :fromState, :toState, :institution, :practitioner, :moveReason, :at,
                   :happenedAt, :detail, %s
              from kept_case
            """;

    /** Of an answer, or of a withdrawal before one, while its limit still stands: the first step of the ladder after the call itself. */
    private static final String ANSWER_DUE = """
            (select cast(due.at as timestamptz) from deadline d
               cross join lateral jsonb_array_elements(cast(d.plan as jsonb) #> '{limit,steps}')
                     with ordinality step (content, place)
               join lateral jsonb_array_elements_text(cast(d.plan as jsonb) -> 'dues')
                     with ordinality due (at, place) on due.place = step.place
              where :action in ('ACCEPT', 'DECLINE', 'FORWARD', 'ASK', 'CONSULT_FIRST', 'WITHDRAW') and d.alliance_id = :alliance and d.case_id = :id
                and d.name in ('triage', 'proposal') and cast(step.content ->> 'after' as interval) > interval '0'
              order by step.place limit 1)""";

    private static final JointWrite INSERT = new JointWrite(
            """
            kept_case as (
            insert into referral (id, alliance_id, version, number, direction, priority, pathway, specialty, patient_id,
                                  origin_institution, origin_practitioner, destination_institution,
                                  destination_department, destination_practitioner, state, details, synthetic,
                                  submitted_at, since, moved_at, continues, closing, inpatient, diagnosis_index,
                                  person)
            values (:id, :alliance, :version, :number, :direction, :priority, :pathway, :specialty, :patientId,
                    :originInstitution, :originPractitioner, :destinationInstitution, :destinationDepartment,
                    :destinationPractitioner, :state, :details, :synthetic, :submittedAt, :since, :movedAt, :continues,
                    :closing, :inpatient, :diagnosisIndex, (select p.person from patient p where p.id = :patientId))
            on conflict (alliance_id, coalesce(person, cast(patient_id as text)), direction, specialty)
                  where state not in ('DRAFT', 'CLOSED', 'WITHDRAWN') do nothing
            returning id), parties as (
            insert into case_party (case_id, alliance_id, institution_id, party, submitted_at)
            select id, :alliance, institution, party, :submittedAt
              from kept_case, unnest(:partyInstitutions, :parties) held (institution, party)), moved as (
            """ + ADD_MOVE.formatted("cast(null as timestamptz)") + ")", "exists (select from kept_case)");

    /** Writes the whole row, so that no column can hold a leftover of the state before. */
    private static final String UPDATE = """
            with kept_case as (
            update referral
               set (version, number, direction, priority, pathway, specialty, patient_id, origin_institution,
                    origin_practitioner, destination_institution, destination_department, destination_practitioner,
                    state, details, synthetic, submitted_at, since, moved_at, continues, closing, inpatient,
                    diagnosis_index)
                 = (:version, :number, :direction, :priority, :pathway, :specialty, :patientId, :originInstitution,
                    :originPractitioner, :destinationInstitution, :destinationDepartment, :destinationPractitioner,
                    :state, :details, :synthetic, :submittedAt, :since, :movedAt, :continues, :closing,
                    :inpatient, :diagnosisIndex)
             where id = :id and alliance_id = :alliance and version = :version - 1 and erased_at is null
            returning id)
            """ + ADD_MOVE.formatted(ANSWER_DUE);

    /** Whoever has lost a part loses it, but for other alliances, whose part was given by people. */
    private static final String LEAVE = """
            delete from case_party
             where case_id = :id and alliance_id = :alliance
               and (institution_id, party) not in (select * from unnest(:partyInstitutions, :parties))
            """;

    private static final String JOIN = """
            insert into case_party (case_id, alliance_id, institution_id, party, submitted_at)
            select :id, :alliance, institution, party, :submittedAt
              from unnest(:partyInstitutions, :parties) held (institution, party)
            on conflict (case_id, party, alliance_id, institution_id) do update set submitted_at = excluded.submitted_at
             where case_party.submitted_at <> excluded.submitted_at
            """;

    private static final String FIND_AS_PARTY = """
            select %s, (select string_agg(p.party, ',') from case_party p
                         where p.case_id = r.id and p.alliance_id = :alliance and p.institution_id = :institution)
                   as parties
              from referral r where r.id = :id
            """.formatted(COLUMNS);

    private static final String FIND_ALL_AS_PARTY = """
            select %s, held.parties, %s
              from referral r
              join lateral (select string_agg(p.party, ',') as parties from case_party p
                             where p.case_id = r.id and p.alliance_id = :alliance and p.institution_id = :institution)
                   held on held.parties is not null
            %s where r.id = any (:ids)
            """.formatted(COLUMNS, DeadlineTimes.COLUMNS, DeadlineTimes.BESIDE);

    private static final String FIND =
            "select %s, '' as parties from referral r where r.id = :id and r.alliance_id = :alliance"
                    .formatted(COLUMNS);

    private static final String FIND_BY_NUMBER =
            "select %s, '' as parties from referral r where r.alliance_id = :alliance and r.number = :number"
                    .formatted(COLUMNS);

    private static final String WORKLIST = """
            select %s, p.party as parties, %s
              from case_party p join referral r on r.id = p.case_id
            %s where p.alliance_id = :alliance and p.institution_id = :institution and p.party = :party
               and (cast(:state as text) is null or r.state = :state) and not r.synthetic
               and (p.submitted_at, p.case_id) < (:at, :before)
             order by p.submitted_at desc, p.case_id desc limit :limit
            """.formatted(COLUMNS, DeadlineTimes.COLUMNS, DeadlineTimes.BESIDE);

    /** Of a state that is not an end: such cases are few, and are found by the index of the open ones. */
    private static final String OPEN_WORKLIST = """
            select %s, p.party as parties, %s
              from referral r join case_party p on p.case_id = r.id
            %s where p.alliance_id = :alliance and p.institution_id = :institution and p.party = :party
               and r.state = :state and r.state not in ('CLOSED', 'WITHDRAWN') and not r.synthetic
               and (r.submitted_at, r.id) < (:at, :before)
             order by r.submitted_at desc, r.id desc limit :limit
            """.formatted(COLUMNS, DeadlineTimes.COLUMNS, DeadlineTimes.BESIDE);

    /** Open cases and drafts, of which there are few at any time. */
    private static final String COUNTS = """
            select r.state, count(*) as cases
              from referral r join case_party p on p.case_id = r.id
             where p.alliance_id = :alliance and p.institution_id = :institution and p.party = :party
               and r.state not in ('CLOSED', 'WITHDRAWN') and not r.synthetic
             group by r.state order by r.state
            """;

    private static final String IDS_OF_PATIENT = """
            select id from referral where alliance_id = :alliance and patient_id = :patient order by submitted_at limit 200
            """;

    private static final String MOVES = """
            select version, action, from_state, to_state, institution, practitioner, reason, at from case_move
             where alliance_id = :alliance and case_id = :id and version > :after order by version limit :limit
            """;

    private static final String DIAGNOSES = "diagnosis_index";

    /** For its context alone. */
    private static final SealedTable TABLE = new SealedTable("referral", "details");

    private final AllianceDatabase database;
    private final OpenReferrals open;
    private final FieldCipher cipher;
    private final JsonMapper json;
    private final DiagnosisIndex diagnoses;

    Referrals(
            AllianceDatabase database,
            OpenReferrals open,
            FieldCipher cipher,
            JsonMapper json,
            DiagnosisIndex diagnoses) {
        this.database = database;
        this.open = open;
        this.cipher = cipher;
        this.json = json;
        this.diagnoses = diagnoses;
    }

    /** Clinical text as a whole; whose it is follows the patient. */
    @Bean
    static SealedTable sealedReferrals(DiagnosisIndex diagnoses, JsonMapper json) {
        return new SealedTable(
                TABLE.name(),
                TABLE.column(),
                List.of(
                        Index.copied(
                                "person", Purpose.PERSON, "select p.person from patient p where p.id = t.patient_id"),
                        Index.ofMany(DIAGNOSES, Purpose.INDEX)),
                (alliance, clear) -> Map.of(
                        DIAGNOSES,
                        diagnoses.of(
                                alliance,
                                json.readValue(clear, ReferralDetails.class).diagnoses())));
    }

    /** A referral with the parties that the actor's institution holds on it; with none it is seen in an emergency. */
    record Seen(Referral referral, Set<Party> parties) {}

    /** A case in a list, with what runs out next. */
    record Listed(Seen seen, @Nullable NextDue due) {

        Referral referral() {
            return seen.referral();
        }
    }

    /** Empty when the actor's institution has no part in it, whether or not it exists. */
    Mono<Seen> find(Actor actor, UUID id) {
        return database.sql(actor.scope(), FIND_AS_PARTY)
                .bind("institution", actor.institution())
                .bind("id", id)
                .map(this::seen)
                .one()
                .filter(seen -> !seen.parties().isEmpty());
    }

    /** Those in which the actor's institution has a part, in no order; at most a page of them. */
    Flux<Listed> findAll(Actor actor, List<UUID> ids) {
        return database.sql(actor.scope(), FIND_ALL_AS_PARTY)
                .bind("institution", actor.institution())
                .bind("ids", ids.toArray(UUID[]::new))
                .map(this::listed)
                .all();
    }

    /** For the platform's own moves, which act for no institution. */
    Mono<Referral> find(Scope scope, UUID id) {
        return database.sql(scope, FIND).bind("id", id).map(this::seen).one().map(Seen::referral);
    }

    Mono<Referral> find(Scope scope, String number) {
        return database.sql(scope, FIND_BY_NUMBER)
                .bind("number", number)
                .map(this::seen)
                .one()
                .map(Seen::referral);
    }

    /** At most 200. */
    Flux<UUID> idsOf(Scope scope, UUID patient) {
        return database.sql(scope, IDS_OF_PATIENT)
                .bind("patient", patient)
                .map(row -> row.get("id", UUID.class))
                .all();
    }

    /**
     * In a command it goes with the transaction's next statement, and so does its refusal.
     *
     * @throws Refusal.Conflict when the patient has an open referral of this direction and specialty already
     */
    Mono<Void> add(Referral referral, Move move) {
        var scope = new Scope(referral.alliance());
        return database.put(
                scope,
                INSERT,
                statement -> Held.of(referral).bind(bind(statement, referral, move)),
                opened -> opened ? Mono.empty() : open.refuse(referral));
    }

    /**
     * @throws Refusal.Stale when somebody else moved the referral since it was read
     */
    Mono<Void> save(Referral before, Referral next, Move move) {
        return bind(database.sql(new Scope(next.alliance()), UPDATE), next, move)
                .fetch()
                .rowsUpdated()
                .onErrorMap(
                        DuplicateKeyException.class, _ -> new Refusal.Conflict("already-open", OpenReferrals.NOT_SEEN))
                .filter(rows -> rows == 1)
                .switchIfEmpty(Mono.error(Refusal.Stale::new))
                .then(Mono.defer(() -> sameParties(before, next) ? Mono.empty() : changeParties(next)));
    }

    private static boolean sameParties(Referral before, Referral next) {
        return Held.of(before).equals(Held.of(next));
    }

    private Mono<Void> changeParties(Referral referral) {
        var scope = new Scope(referral.alliance());
        var held = Held.of(referral);
        var change = held.bind(database.sql(scope, LEAVE))
                .bind("id", referral.id())
                .fetch()
                .rowsUpdated()
                .then(held.bind(database.sql(scope, JOIN))
                        .bind("id", referral.id())
                        .bind("submittedAt", referral.submittedAt())
                        .fetch()
                        .rowsUpdated());
        return database.within(scope, change).then();
    }

    /** The parts that a case gives to institutions of its own alliance. */
    record Held(List<String> institutions, List<String> parties) {

        static Held of(Referral it) {
            var held = new LinkedHashSet<List<String>>();
            held.add(List.of(it.origin().institution(), Party.ORIGIN.name()));
            if (it.destination().wasChosen() && it.state() != State.DRAFT) {
                held.add(List.of(it.destination().institution(), Party.DESTINATION.name()));
            }
            var ring = it.details().ring();
            if (ring != null) {
                var part = ring.ringsOn() ? Party.STANDBY : Party.FORMER;
                ring.rung().forEach(place -> held.add(List.of(place.institution(), part.name())));
            }
            it.details().hops().forEach(hop -> held.add(List.of(hop.institution(), Party.FORMER.name())));
            // Whoever was told of a case it no longer has, such as one rung in vain before a diversion, can open it.
            it.details().notices().stream()
                    .filter(notice -> !notice.party().equals(Party.ORIGIN.name()))
                    .forEach(notice -> held.add(List.of(notice.institution(), Party.FORMER.name())));
            var here = it.destination().institution();
            var kept = held.stream()
                    .filter(part ->
                            !part.getFirst().equals(here) || part.getLast().equals(Party.DESTINATION.name()))
                    .toList();
            return new Held(
                    kept.stream().map(List::getFirst).toList(),
                    kept.stream().map(List::getLast).toList());
        }

        GenericExecuteSpec bind(GenericExecuteSpec spec) {
            return spec.bind("partyInstitutions", institutions.toArray(String[]::new))
                    .bind("parties", parties.toArray(String[]::new));
        }

        Set<Party> of(String institution) {
            return IntStream.range(0, institutions.size())
                    .filter(i -> institutions.get(i).equals(institution))
                    .mapToObj(i -> Party.valueOf(parties.get(i)))
                    .collect(Collectors.toSet());
        }
    }

    /** What an institution of the case's own alliance holds after a move; of another alliance, what it held before. */
    static Set<Party> partiesOf(Referral next, Actor actor, Set<Party> before) {
        return actor.alliance().equals(next.alliance()) ? Held.of(next).of(actor.institution()) : before;
    }

    private GenericExecuteSpec bind(GenericExecuteSpec statement, Referral referral, Move move) {
        return statement
                .bindProperties(ReferralRow.of(referral, sealed(referral)))
                .bind("inpatient", isInpatient(referral.details()))
                .bind("diagnosisIndex", diagnosisIndex(referral))
                .bind("action", move.action())
                .bind("fromState", Values.orNull(move.fromState()))
                .bind("toState", move.toState())
                .bind("institution", Values.orNull(move.institution()))
                .bind("practitioner", Values.orNull(move.practitioner()))
                .bind("moveReason", Values.orNull(move.reason()))
                .bind("at", move.at())
                .bind("happenedAt", Values.orNull(MoveFacts.happenedAt(move, referral), Instant.class))
                .bind("detail", Values.orNull(MoveFacts.detail(move, referral)));
    }

    private String[] diagnosisIndex(Referral it) {
        return diagnoses.of(it.alliance(), it.details().diagnoses()).toArray(String[]::new);
    }

    /** Newest first. */
    Flux<Listed> worklist(Actor actor, Party side, @Nullable State state, PageRequest page) {
        var open = state != null && state != State.CLOSED && state != State.WITHDRAWN;
        return database.sql(actor.scope(), open ? OPEN_WORKLIST : WORKLIST)
                .bind("institution", actor.institution())
                .bind("party", side.name())
                .bind("at", page.before().at())
                .bind("before", page.before().id())
                .bind("limit", page.limit() + 1)
                .bind("state", Values.nameOrNull(state))
                .map(this::listed)
                .all();
    }

    record StateCount(State state, long cases) {}

    Flux<StateCount> counts(Actor actor, Party side) {
        return database.sql(actor.scope(), COUNTS)
                .bind("institution", actor.institution())
                .bind("party", side.name())
                .mapProperties(StateCount.class)
                .all();
    }

    /**
     * In their order, one more than the page takes.
     *
     * @param after version with which the page before ended; 0 for the first
     */
    Mono<List<Move>> moves(Referral referral, long after, int limit) {
        return database.sql(new Scope(referral.alliance()), MOVES)
                .bind("id", referral.id())
                .bind("after", after)
                .bind("limit", limit + 1)
                .mapProperties(Move.class)
                .all()
                .collectList();
    }

    /**
     * One line of a case's time line.
     *
     * @param institution null where the platform itself moved the case
     * @param reason code of the catalogue, where one was given
     */
    record Move(
            long version,
            String action,
            @Nullable String fromState,
            String toState,
            @Nullable String institution,
            @Nullable String practitioner,
            @Nullable String reason,
            Instant at) {}

    private Listed listed(Readable row) {
        return new Listed(seen(row), DeadlineTimes.of(row));
    }

    private Seen seen(Readable row) {
        var held = row.get("parties", String.class);
        var parties = Stream.of((held == null ? "" : held).split(","))
                .filter(it -> !it.isEmpty())
                .map(Party::valueOf)
                .collect(Collectors.toSet());
        var alliance = requireNonNull(row.get("alliance_id", String.class));
        var found = ReferralRow.of(row);
        return new Seen(found.toReferral(alliance, opened(found)), parties);
    }

    private String sealed(Referral referral) {
        return cipher.encrypt(TABLE.context(referral.id()), json.writeValueAsString(referral.details()));
    }

    /** Nothing is in them once they were erased. */
    private ReferralDetails opened(ReferralRow row) {
        var clear = row.details() == null ? "{}" : cipher.decrypt(TABLE.context(row.id()), row.details());
        return json.readValue(clear, ReferralDetails.class);
    }

    /** Was admitted, or came where a bed was kept: the records of a stay in hospital are kept longer. */
    private static boolean isInpatient(ReferralDetails details) {
        var reservation = details.reservation();
        return details.admission() != null
                || details.arrivedAt() != null && reservation != null && reservation.kind() == Reservation.Kind.BED;
    }
}
