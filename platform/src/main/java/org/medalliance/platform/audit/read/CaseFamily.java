package org.medalliance.platform.audit.read;

import java.util.List;
import java.util.UUID;
import org.medalliance.platform.access.Scope;
import reactor.core.publisher.Mono;

/** What belongs together when somebody asks who has seen it: a patient is also the cases about the patient. */
public interface CaseFamily {

    /** The id itself and those that belong to it. */
    Mono<List<UUID>> of(Scope scope, UUID id);
}
