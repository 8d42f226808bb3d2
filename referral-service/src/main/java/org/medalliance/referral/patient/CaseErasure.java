package org.medalliance.referral.patient;

import java.util.UUID;
import org.medalliance.platform.access.Scope;
import reactor.core.publisher.Mono;

/** Whoever keeps cases of patients erases what is clinical in those of one patient, in the caller's transaction. */
public interface CaseErasure {

    /** @return how many; those that are open are left */
    Mono<Long> eraseOf(Scope scope, UUID patient);
}
