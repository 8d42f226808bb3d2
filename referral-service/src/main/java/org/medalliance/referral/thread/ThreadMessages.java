package org.medalliance.referral.thread;

import static java.util.Objects.requireNonNull;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.medalliance.platform.access.Actor;
import org.medalliance.platform.access.AllianceDatabase;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.access.Values;
import org.medalliance.platform.identity.Ids;
import org.medalliance.platform.privacy.FieldCipher;
import org.medalliance.platform.privacy.SealedTable;
import org.medalliance.platform.web.PageRequest;
import org.medalliance.referral.thread.ThreadMessage.Author;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Messages as they are stored, sealed, and how far they have been read. */
@Repository
class ThreadMessages {

    /** Who writes holds the thread to the end of the transaction; the time of a message is later than the one before. */
    private static final String NEXT = """
            insert into thread (id, alliance_id, referral_id, messages, last_at)
            values (:id, :alliance, :referral, 1, :now)
            on conflict (referral_id) do update
               set messages = thread.messages + 1,
                   last_at = greatest(excluded.last_at, thread.last_at + interval '1 microsecond')
            returning id, messages, last_at
            """;

    private static final String ADD = """
            insert into thread_message (id, alliance_id, referral_id, text, author_alliance, institution, subject,
                                        practitioner, written_at)
            values (:id, :alliance, :referral, :text, :authorAlliance, :institution, :subject, :practitioner, :writtenAt)
            """;

    private static final String PAGE = """
            select id, text, author_alliance, institution, subject, practitioner, written_at from thread_message
             where alliance_id = :alliance and referral_id = :referral and (written_at, id) < (:at, :before)
             order by written_at desc, id desc limit :limit
            """;

    private static final String WRITTEN_AT = """
            select written_at from thread_message
             where alliance_id = :alliance and referral_id = :referral and id = :id
            """;

    private static final String MARK = """
            insert into thread_mark (referral_id, alliance_id, reader_alliance, institution, subject, read_until)
            values (:referral, :alliance, :readerAlliance, :institution, :subject, :until)
            on conflict (referral_id, reader_alliance, institution, subject) do update
               set read_until = greatest(thread_mark.read_until, excluded.read_until)
            """;

    /** By a person: what others have written since. By an institution: what those elsewhere have, and nobody here read. */
    private static final String UNREAD = """
            select (select count(*) from thread_message m
                     where m.alliance_id = :alliance and m.referral_id = :referral and m.subject <> :subject
                       and m.written_at > coalesce((select k.read_until from thread_mark k
                                                     where k.alliance_id = :alliance and k.referral_id = :referral
                                                       and k.reader_alliance = :readerAlliance
                                                       and k.institution = :institution and k.subject = :subject),
                                                   '-infinity')) as mine,
                   (select count(*) from thread_message m
                     where m.alliance_id = :alliance and m.referral_id = :referral
                       and (m.author_alliance, m.institution) <> (:readerAlliance, :institution)
                       and m.written_at > coalesce((select max(k.read_until) from thread_mark k
                                                     where k.alliance_id = :alliance and k.referral_id = :referral
                                                       and k.reader_alliance = :readerAlliance
                                                       and k.institution = :institution), '-infinity')) as here
            """;

    /** A case has a handful of institutions. */
    private static final String READ_BY = """
            select institution, max(read_until) as until from thread_mark
             where alliance_id = :alliance and referral_id = :referral
             group by reader_alliance, institution order by institution limit 50
            """;

    private static final SealedTable TABLE = new SealedTable("thread_message", "text");

    private final AllianceDatabase database;
    private final FieldCipher cipher;

    ThreadMessages(AllianceDatabase database, FieldCipher cipher) {
        this.database = database;
        this.cipher = cipher;
    }

    @Bean
    static SealedTable sealedThreadMessages() {
        return TABLE;
    }

    /**
     * A message's place.
     *
     * @param thread the thread's own id, which its events are about
     * @param position from 1, without gaps
     */
    record ThreadPlace(UUID thread, long position, Instant writtenAt) {}

    /**
     * @param mine messages of others that this person has not read
     * @param here messages of other institutions that nobody of this person's has read
     */
    record Unread(long mine, long here) {}

    /** @param until when the last message was written that somebody there has read */
    record ReadBy(String institution, Instant until) {}

    Mono<ThreadPlace> next(Scope scope, UUID referral, Instant now) {
        return database.sql(scope, NEXT)
                .bind("id", Ids.next())
                .bind("referral", referral)
                .bind("now", now)
                .map(row -> new ThreadPlace(
                        requireNonNull(row.get("id", UUID.class)),
                        requireNonNull(row.get("messages", Long.class)),
                        requireNonNull(row.get("last_at", Instant.class))))
                .one();
    }

    Mono<Void> add(Scope scope, UUID referral, ThreadMessage it) {
        return database.sql(scope, ADD)
                .bind("id", it.id())
                .bind("referral", referral)
                .bind("text", cipher.encrypt(TABLE.context(it.id()), it.text()))
                .bind("authorAlliance", it.author().alliance())
                .bind("institution", it.author().institution())
                .bind("subject", it.author().subject())
                .bind("practitioner", Values.orNull(it.author().practitioner()))
                .bind("writtenAt", it.writtenAt())
                .then();
    }

    /** Newest first, one more than the page takes. */
    Flux<ThreadMessage> page(Scope scope, UUID referral, PageRequest page) {
        return database.sql(scope, PAGE)
                .bind("referral", referral)
                .bind("at", page.before().at())
                .bind("before", page.before().id())
                .bind("limit", page.limit() + 1)
                .map(this::message)
                .all();
    }

    /** Empty when the case has no such message. */
    Mono<Instant> writtenAt(Scope scope, UUID referral, UUID id) {
        return database.sql(scope, WRITTEN_AT)
                .bind("referral", referral)
                .bind("id", id)
                .map(row -> requireNonNull(row.get(0, Instant.class)))
                .one();
    }

    /** Never back. */
    Mono<Void> mark(Scope scope, UUID referral, Actor reader, Instant until) {
        return database.sql(scope, MARK)
                .bind("referral", referral)
                .bind("readerAlliance", reader.alliance())
                .bind("institution", reader.institution())
                .bind("subject", reader.subject())
                .bind("until", until)
                .then();
    }

    Mono<Unread> unread(Scope scope, UUID referral, Actor reader) {
        return database.sql(scope, UNREAD)
                .bind("referral", referral)
                .bind("readerAlliance", reader.alliance())
                .bind("institution", reader.institution())
                .bind("subject", reader.subject())
                .mapProperties(Unread.class)
                .one();
    }

    Mono<List<ReadBy>> readBy(Scope scope, UUID referral) {
        return database.sql(scope, READ_BY)
                .bind("referral", referral)
                .mapProperties(ReadBy.class)
                .all()
                .collectList();
    }

    private ThreadMessage message(Readable row) {
        var id = requireNonNull(row.get("id", UUID.class));
        return new ThreadMessage(
                id,
                cipher.decrypt(TABLE.context(id), text(row, "text")),
                new Author(
                        text(row, "author_alliance"),
                        text(row, "institution"),
                        text(row, "subject"),
                        row.get("practitioner", String.class)),
                requireNonNull(row.get("written_at", Instant.class)));
    }

    private static String text(Readable row, String column) {
        return requireNonNull(row.get(column, String.class));
    }
}
