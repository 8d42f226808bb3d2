package org.medalliance.platform.web;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Clock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.JointWrite;
import org.medalliance.platform.access.PlacedClient;
import org.medalliance.platform.access.Values;
import org.medalliance.platform.audit.Audit;
import org.medalliance.platform.audit.AuditEntry;
import org.medalliance.platform.lifecycle.Refusal;
import org.medalliance.platform.privacy.BlindIndex;
import org.medalliance.platform.privacy.FieldCipher;
import org.medalliance.platform.privacy.SealedTable;
import org.springframework.http.ResponseEntity;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Carries a command out once, however often it is sent. The key is claimed in the command's own transaction: the claim,
 * the effect and the answer are kept together or not at all, and a rival with the same key waits on the claim and is
 * given the same answer. The answer is kept sealed. The command's row in the audit trail is written with the answer; a
 * request that is repeated did nothing the second time, and leaves none.
 */
@Component
public class Commands {

    private static final String CLAIM = """
            insert into idempotency_key (alliance_id, client, key, fingerprint, created_at)
            values (:alliance, :client, :key, :fingerprint, :now) on conflict do nothing
            """;

    /**
     * One statement for the answer, the command's row in the audit trail and what the command put off to its end, such
     * as its event: none of them costs a round trip.
     */
    private static final JointWrite KEEP = new JointWrite("""
            kept as (
            update idempotency_key set status = :status, location = :location, version = :version, body = :body
             where alliance_id = :alliance and client = :client and key = :key)
            """ + AuditEntry.BESIDE);

    private static final String KEPT = """
            select fingerprint, status, location, version, body from idempotency_key
             where alliance_id = :alliance and client = :client and key = :key
            """;

    private static final String ANSWERED = """
            select true from idempotency_key
             where alliance_id = :alliance and client = :client and key = :key and status is not null
            """;

    /** Keyed, since a plain hash of a body that holds little but a person's number could be guessed. */
    private static final String FINGERPRINT = "idempotency_key.fingerprint";

    private final PlacedClient database;
    private final TransactionalOperator transaction;
    private final Audit audit;
    private final JsonMapper json;
    private final FieldCipher cipher;
    private final BlindIndex index;
    private final Clock clock;

    Commands(
            PlacedClient database,
            TransactionalOperator transaction,
            Audit audit,
            JsonMapper json,
            FieldCipher cipher,
            BlindIndex index,
            Clock clock) {
        this.cipher = cipher;
        this.index = index;
        this.database = database;
        this.transaction = transaction;
        this.audit = audit;
        // An answer that an older version kept must still be readable.
        this.json = json.rebuild()
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
        this.clock = clock;
    }

    /**
     * @param type of the answer's body, to read a kept one back
     * @param work what the command does; its refusals and failures undo the claim
     * @throws Refusal.Invalid when the key was used for another request
     */
    public <T> Mono<ResponseEntity<T>> once(Command command, Class<T> type, Supplier<Mono<Answer<T>>> work) {
        return database.puttingOff(claim(command))
                .flatMap(claimed -> claimed ? carryOut(command, work) : kept(command, type))
                .as(transaction::transactional)
                .map(Commands::response);
    }

    /**
     * Whether the key has an answer by now: what costs much is not done a second time only to be thrown away. What the
     * answer is, and whether it is this request's, {@link #once} knows.
     */
    public Mono<Boolean> isAnswered(Command command) {
        return identified(ANSWERED, command).map(_ -> true).one().defaultIfEmpty(false);
    }

    private <T> Mono<Answer<T>> carryOut(Command command, Supplier<Mono<Answer<T>>> work) {
        return work.get()
                .switchIfEmpty(Mono.error(() -> new IllegalStateException("The command ended without an answer.")))
                .flatMap(answer -> audit.commanded(command.actor(), answer.location(), answer.shown())
                        .flatMap(entry -> keep(command, answer, entry)));
    }

    private Mono<Boolean> claim(Command command) {
        return identified(CLAIM, command)
                .bind("fingerprint", index.hash(command.actor().alliance(), FINGERPRINT, command.fingerprint()))
                .bind("now", clock.instant())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    private <T> Mono<Answer<T>> keep(Command command, Answer<T> answer, AuditEntry entry) {
        return database.put(
                        command.actor().alliance(),
                        KEEP,
                        statement -> entry.bind(identified(statement, command))
                                .bind("status", answer.status())
                                .bind("body", cipher.encrypt(context(command), json.writeValueAsString(answer.body())))
                                .bind("location", Values.orNull(answer.location()))
                                .bind("version", Values.orNull(answer.version(), Long.class)),
                        _ -> Mono.empty())
                .thenReturn(answer);
    }

    private <T> Mono<Answer<T>> kept(Command command, Class<T> type) {
        return identified(KEPT, command).mapProperties(Kept.class).one().map(kept -> {
            if (!index.hashes(command.actor().alliance(), FINGERPRINT, command.fingerprint())
                    .contains(kept.fingerprint())) {
                throw new Refusal.Invalid("idempotency-key-reused", null);
            }
            return new Answer<>(
                    requireNonNull(kept.status()),
                    kept.location(),
                    kept.version(),
                    json.readValue(cipher.decrypt(context(command), requireNonNull(kept.body())), type));
        });
    }

    private static String context(Command command) {
        var actor = command.actor();
        return SealedTable.context("idempotency_key.body", actor.alliance(), actor.subject(), command.key());
    }

    private GenericExecuteSpec identified(String sql, Command command) {
        return identified(database.sql(sql).bind("alliance", command.actor().alliance()), command);
    }

    private static GenericExecuteSpec identified(GenericExecuteSpec statement, Command command) {
        return statement.bind("client", command.actor().subject()).bind("key", command.key());
    }

    private static <T> ResponseEntity<T> response(Answer<T> answer) {
        var response = ResponseEntity.status(answer.status());
        if (answer.location() != null) {
            response.location(URI.create(answer.location()));
        }
        if (answer.version() != null) {
            response.eTag(ETags.of(answer.version()));
        }
        return response.body(answer.body());
    }

    record Kept(
            String fingerprint,
            @Nullable Integer status,
            @Nullable String location,
            @Nullable Long version,
            @Nullable String body) {}
}
