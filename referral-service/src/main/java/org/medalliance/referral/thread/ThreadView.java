package org.medalliance.referral.thread;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.Actor;
import org.medalliance.platform.web.Page;
import org.medalliance.referral.thread.ThreadMessages.ReadBy;
import org.medalliance.referral.thread.ThreadMessages.Unread;

/**
 * A page of a thread, the newest message first.
 *
 * @param next cursor of the page with older messages, null on the last one
 * @param unread what this person, and this person's institution, has not read
 * @param readBy how far each institution has come
 */
record ThreadView(List<MessageView> items, @Nullable String next, Unread unread, List<ReadBy> readBy) {

    /** @param mine whether it is this actor's */
    record MessageView(
            UUID id,
            String text,
            String institution,
            @Nullable String practitioner,
            Instant writtenAt,
            boolean mine) {

        static MessageView of(ThreadMessage it, Actor actor) {
            return new MessageView(
                    it.id(),
                    it.text(),
                    it.author().institution(),
                    it.author().practitioner(),
                    it.writtenAt(),
                    it.author().isSamePerson(actor));
        }
    }

    static ThreadView of(Page<ThreadMessage> page, Unread unread, List<ReadBy> readBy, Actor actor) {
        return new ThreadView(
                page.items().stream().map(it -> MessageView.of(it, actor)).toList(), page.next(), unread, readBy);
    }

    Page<MessageView> page() {
        return new Page<>(items, next);
    }
}
