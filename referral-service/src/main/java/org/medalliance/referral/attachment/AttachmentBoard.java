package org.medalliance.referral.attachment;

import java.util.List;
import java.util.UUID;
import org.medalliance.platform.access.Actor;
import org.medalliance.platform.lifecycle.Refusal;
import org.medalliance.platform.lifecycle.Role;
import org.medalliance.referral.attachment.Contents.ContentPlace;
import org.medalliance.referral.cases.CaseDoor;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads: what files a referral has, and what is in one. */
@Service
class AttachmentBoard {

    private final CaseDoor door;
    private final Attachments attachments;
    private final Contents contents;

    AttachmentBoard(CaseDoor door, Attachments attachments, Contents contents) {
        this.door = door;
        this.attachments = attachments;
        this.contents = contents;
    }

    private enum Supervisor implements Role {
        AUDITOR
    }

    /**
     * @param chunks one after the other, each read when it is asked for; the first is there already
     */
    record Opened(Attachment attachment, Flux<byte[]> chunks) {}

    Mono<List<AttachmentView>> list(Actor actor, UUID referral) {
        return door.enter(actor, referral).flatMap(entry -> attachments
                .of(entry.scope(), referral)
                .map(it -> AttachmentView.of(it, entry, actor))
                .collectList()
                .flatMap(found -> door.shown(actor, entry).thenReturn(found)));
    }

    /**
     * @throws Refusal.Conflict when it is struck out, and the actor no auditor
     */
    Mono<Opened> content(Actor actor, UUID referral, UUID id) {
        return door.enter(actor, referral).flatMap(entry -> attachments
                .find(entry.scope(), referral, id)
                .switchIfEmpty(Mono.error(Refusal.Unknown::new))
                .doOnNext(it -> requireShown(actor, it))
                .flatMap(this::opened)
                .flatMap(opened -> door.shown(actor, entry, id).thenReturn(opened)));
    }

    private static void requireShown(Actor actor, Attachment it) {
        if (it.strike() != null && !actor.has(Supervisor.AUDITOR)) {
            throw new Refusal.Conflict("attachment-struck");
        }
    }

    /** With the first chunk at hand a failure to read can still be said. */
    private Mono<Opened> opened(Attachment it) {
        var place = new ContentPlace(it.id(), it.scope(), it.referral());
        var key = it.details().contentKey();
        return contents.read(place, key, 0, it.chunks() == 1)
                .map(first -> new Opened(it, Flux.just(first).concatWith(contents.read(place, key, 1, it.chunks()))));
    }
}
