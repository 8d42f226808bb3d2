package org.medalliance.referral.attachment;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.Actor;
import org.medalliance.platform.lifecycle.Offer;
import org.medalliance.referral.cases.CaseDoor.Entry;

/**
 * A file of a referral as one of its parties sees it.
 *
 * @param size in bytes
 * @param sha256 of the content, hexadecimal
 * @param institution and practitioner that added it
 * @param struck null while it is good; the content of one that is struck out is shown to auditors only
 * @param availableActions what this actor may do to this version
 */
record AttachmentView(
        UUID id,
        long version,
        Kind kind,
        String mediaType,
        String name,
        long size,
        String sha256,
        String institution,
        @Nullable String practitioner,
        Instant uploadedAt,
        Attachment.@Nullable Strike struck,
        List<Offer> availableActions) {

    static AttachmentView of(Attachment it, Entry entry, Actor actor) {
        return new AttachmentView(
                it.id(),
                it.version(),
                it.kind(),
                it.kind().mediaType(),
                it.details().name(),
                it.size(),
                it.details().sha256(),
                it.by().institution(),
                it.by().practitioner(),
                it.uploadedAt(),
                it.strike(),
                offers(it, entry, actor));
    }

    private static List<Offer> offers(Attachment it, Entry entry, Actor actor) {
        if (it.strike() != null || !it.isOf(actor) || entry.isFormerOnly()) {
            return List.of();
        }
        return entry.parties().stream()
                .sorted()
                .limit(1)
                .map(party -> new Offer("strike", party.name(), List.of("reason"), "StrikeAttachment"))
                .toList();
    }
}
