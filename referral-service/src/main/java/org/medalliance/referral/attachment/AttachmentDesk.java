package org.medalliance.referral.attachment;

import static java.util.Objects.requireNonNull;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.medalliance.platform.access.Actor;
import org.medalliance.platform.crypto.Keys;
import org.medalliance.platform.identity.Ids;
import org.medalliance.platform.lifecycle.Refusal;
import org.medalliance.platform.problem.Unavailable;
import org.medalliance.platform.web.Answer;
import org.medalliance.platform.web.Command;
import org.medalliance.platform.web.Commands;
import org.medalliance.referral.attachment.Attachment.FileDetails;
import org.medalliance.referral.attachment.Attachment.Strike;
import org.medalliance.referral.attachment.Attachment.Uploader;
import org.medalliance.referral.attachment.Contents.ContentPlace;
import org.medalliance.referral.cases.CaseDoor;
import org.medalliance.referral.cases.CaseDoor.Entry;
import org.medalliance.referral.cases.ReferralLifecycle.State;
import org.medalliance.referral.patient.CaseReader;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Where files are added and struck out. An upload is stored chunk by chunk while it comes, under no transaction; the
 * command's own, with the key's claim, the limits and the audit row, begins when the whole is there and clean. Whatever
 * ends an upload before takes its chunks away; what a killed instance leaves is the {@link AttachmentSweeper}'s.
 */
@Service
class AttachmentDesk {

    private static final Duration COME_AGAIN = Duration.ofSeconds(5);

    private final CaseDoor door;
    private final Attachments attachments;
    private final Contents contents;
    private final AttachmentScanner scanner;
    private final Commands commands;
    private final AttachmentSettings settings;
    private final Keys keys;
    private final Clock clock;
    private final Semaphore places;
    private final SecureRandom random = new SecureRandom();

    AttachmentDesk(
            CaseDoor door,
            Attachments attachments,
            Contents contents,
            AttachmentScanner scanner,
            Commands commands,
            AttachmentSettings settings,
            Keys keys,
            Clock clock) {
        this.door = door;
        this.attachments = attachments;
        this.contents = contents;
        this.scanner = scanner;
        this.commands = commands;
        this.settings = settings;
        this.keys = keys;
        this.clock = clock;
        this.places = new Semaphore(settings.atOnce());
    }

    private enum Addition {
        ATTACH
    }

    /** A file that has come in whole. */
    private record Stored(ContentPlace place, ContentKey key, Kind kind, long size, int chunks, String sha256) {}

    /**
     * @param body read once, as fast as it can be stored
     * @throws Refusal.Forbidden for who treats nobody, or has sent the case on
     * @throws Refusal.TooLarge when one file is
     * @throws Refusal.Invalid when it is of no kind that is taken, not what the caller has sent, or infected
     * @throws Refusal.Conflict when the referral has as many as it may
     * @throws Unavailable when too many are under way at this instance
     */
    Mono<ResponseEntity<AttachmentView>> upload(
            Command command, UUID referral, GivenFile given, Flux<DataBuffer> body) {
        return door.enterAsParty(command.actor(), referral)
                .doOnNext(entry -> {
                    CaseReader.requireClinician(command.actor());
                    requireHere(entry);
                    requireLimit(given);
                })
                .flatMap(entry -> Mono.using(
                        this::placeTaken,
                        _ -> commands.isAnswered(command)
                                .flatMap(answered ->
                                        answered ? repeated(command, given, body) : added(command, entry, given, body)),
                        Semaphore::release));
    }

    private Semaphore placeTaken() {
        if (!places.tryAcquire()) {
            throw new Unavailable("uploads-busy", COME_AGAIN);
        }
        return places;
    }

    private static void requireHere(Entry entry) {
        if (entry.isFormerOnly()) {
            throw new Refusal.Forbidden("attachments-passed-on");
        }
    }

    /** Who says beforehand that it is too much need not send it. */
    private void requireLimit(GivenFile given) {
        if (given.length() > settings.limit().toBytes()) {
            throw new Refusal.TooLarge(settings.limit().toBytes());
        }
    }

    /** Hashed to see whether it is the same, and not stored. */
    private Mono<ResponseEntity<AttachmentView>> repeated(Command command, GivenFile given, Flux<DataBuffer> body) {
        var cutter = cutter();
        return cutter.cut(patiently(body))
                .then(Mono.defer(() -> commands.once(
                        command.of(given.name() + "|" + cutter.hash()),
                        AttachmentView.class,
                        () -> Mono.error(new IllegalStateException("An answer that was there is gone.")))));
    }

    private Mono<ResponseEntity<AttachmentView>> added(
            Command command, Entry entry, GivenFile given, Flux<DataBuffer> body) {
        var place = new ContentPlace(Ids.next(), entry.scope(), entry.id());
        return attachments
                .taken(entry.scope(), entry.id())
                .doOnNext(taken -> requireRoom(entry, taken, Math.max(0, given.length())))
                .then(Mono.defer(() -> stored(place, given, patiently(body))))
                .delayUntil(stored -> scanner.scan(contents.read(place, stored.key(), 0, stored.chunks())))
                .flatMap(stored -> commands.once(
                        command.of(given.name() + "|" + stored.sha256()),
                        AttachmentView.class,
                        () -> kept(command.actor(), given, stored)))
                .flatMap(answer -> isOf(place, answer)
                        ? Mono.just(answer)
                        : discarded(place).thenReturn(answer))
                .onErrorResume(failure -> discarded(place).then(Mono.error(failure)));
    }

    /** A rival with the same key may have been first: then the answer is of its file, and this one is one too many. */
    private static boolean isOf(ContentPlace place, ResponseEntity<AttachmentView> answer) {
        return requireNonNull(answer.getBody()).id().equals(place.id());
    }

    /** Where even that fails, the sweeper comes later; what the caller hears is what failed first. */
    private Mono<Void> discarded(ContentPlace place) {
        return contents.discard(place).onErrorComplete();
    }

    private Mono<Stored> stored(ContentPlace place, GivenFile given, Flux<DataBuffer> body) {
        var cutter = cutter();
        var key = ContentKey.random(keys.suite(), random);
        var kind = new AtomicReference<Kind>();
        return cutter.cut(body)
                .concatMap(chunk -> sniffed(chunk, kind, place).then(contents.add(place, key, chunk)), 1)
                .then(Mono.fromSupplier(() -> {
                    var hash = cutter.hash();
                    given.requireSame(hash);
                    return new Stored(place, key, requireNonNull(kind.get()), cutter.size(), cutter.chunks(), hash);
                }));
    }

    private Mono<Void> sniffed(Chunk chunk, AtomicReference<Kind> kind, ContentPlace place) {
        if (chunk.position() > 0) {
            return Mono.empty();
        }
        kind.set(Kind.of(chunk.bytes()).orElseThrow(() -> new Refusal.Invalid("attachment-kind-unknown", null)));
        return contents.begin(place, clock.instant());
    }

    /** In the command's transaction; the case may have moved since the upload began. */
    private Mono<Answer<AttachmentView>> kept(Actor actor, GivenFile given, Stored stored) {
        var referral = stored.place().referral();
        return door.enterAsParty(actor, referral).flatMap(entry -> attachments
                .takenForNow(entry.scope(), referral)
                .doOnNext(taken -> requireRoom(entry, taken, stored.size()))
                .then(Mono.defer(() -> contents.keep(stored.place())))
                .filter(there -> there)
                .switchIfEmpty(Mono.error(() -> new Refusal.Malformed("attachment-stalled")))
                .thenReturn(attachment(actor, given, stored))
                .delayUntil(attachments::add)
                .map(it -> Answer.created(path(it), it.version(), AttachmentView.of(it, entry, actor))));
    }

    private void requireRoom(Entry entry, Attachments.Taken taken, long size) {
        requireHere(entry);
        // A draft's files are seen by nobody else, and go with it when nobody sends it.
        if (!entry.isOpen() && entry.referral().state() != State.DRAFT) {
            throw new Refusal.WrongState(Addition.ATTACH, entry.referral().state());
        }
        if (taken.files() >= settings.most()
                || taken.bytes() + size > settings.space().toBytes()) {
            throw new Refusal.Conflict(
                    "attachments-full", settings.most(), settings.space().toMegabytes());
        }
    }

    private Attachment attachment(Actor actor, GivenFile given, Stored stored) {
        var details = new FileDetails(
                given.nameFor(stored.kind()),
                stored.sha256(),
                stored.key().suite().code(),
                stored.key().text());
        return new Attachment(
                stored.place().id(),
                stored.place().scope().alliance(),
                stored.place().referral(),
                stored.kind(),
                stored.size(),
                stored.chunks(),
                details,
                Uploader.of(actor),
                clock.instant(),
                null);
    }

    /** The content, since the file beside it has no address of its own. */
    private static String path(Attachment it) {
        return "/api/referral/v1/referrals/%s/attachments/%s/content".formatted(it.referral(), it.id());
    }

    private Cutter cutter() {
        return new Cutter(settings.limit().toBytes(), clock, clock.instant().plus(settings.patience()));
    }

    /** Only the line is timed, never a statement. */
    private Flux<DataBuffer> patiently(Flux<DataBuffer> body) {
        return body.timeout(settings.stall())
                .onErrorMap(failure -> !(failure instanceof Refusal), _ -> new Refusal.Malformed("attachment-stalled"));
    }

    /**
     * In the command's transaction.
     *
     * @throws Refusal.Forbidden when somebody else has added it, or the actor's institution has sent the case on
     * @throws Refusal.Conflict when it is struck out already
     */
    Mono<Answer<AttachmentView>> strike(Command command, UUID referral, UUID id, String reason) {
        var actor = command.actor();
        return door.enterAsParty(actor, referral)
                .doOnNext(AttachmentDesk::requireHere)
                .flatMap(entry -> attachments
                        .find(entry.scope(), referral, id)
                        .switchIfEmpty(Mono.error(Refusal.Unknown::new))
                        .doOnNext(it -> requireOwn(command, it))
                        .flatMap(it -> struck(it, new Strike(reason, clock.instant())))
                        .map(it -> Answer.ok(it.version(), AttachmentView.of(it, entry, actor))));
    }

    private static void requireOwn(Command command, Attachment it) {
        if (!it.isOf(command.actor())) {
            throw new Refusal.Forbidden("attachment-of-others");
        }
        if (it.strike() != null) {
            throw new Refusal.Conflict("attachment-struck");
        }
        command.requireVersion(it.version());
    }

    private Mono<Attachment> struck(Attachment it, Strike strike) {
        return attachments
                .strike(it, strike)
                .filter(first -> first)
                .switchIfEmpty(Mono.error(Refusal.Stale::new))
                .thenReturn(it.struck(strike));
    }
}
