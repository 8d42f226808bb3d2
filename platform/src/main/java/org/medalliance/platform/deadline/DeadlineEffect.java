package org.medalliance.platform.deadline;

import java.util.UUID;
import org.medalliance.platform.access.Scope;
import reactor.core.publisher.Mono;

/** What the platform does by itself when a step of a ladder says so. Refused when the case has moved on. */
public interface DeadlineEffect {

    String caseType();

    /** As policies write it. */
    String name();

    Mono<?> apply(Scope scope, UUID caseId);
}
