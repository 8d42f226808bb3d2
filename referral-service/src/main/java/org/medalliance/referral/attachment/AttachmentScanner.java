package org.medalliance.referral.attachment;

import org.medalliance.platform.lifecycle.Refusal;
import org.medalliance.platform.problem.Unavailable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Looks into a file before it is taken. A bean of this kind takes the place of the one that settings choose. */
interface AttachmentScanner {

    /** Where nobody looks. */
    AttachmentScanner NONE = _ -> Mono.empty();

    /**
     * Ends empty when nothing was found.
     *
     * @param content piece by piece, read again for it; with backpressure
     * @throws Refusal.Invalid when something was found
     * @throws Unavailable when nobody could look: then the file is not taken
     */
    Mono<Void> scan(Flux<byte[]> content);
}
