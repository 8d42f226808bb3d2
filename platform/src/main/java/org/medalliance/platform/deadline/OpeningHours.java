package org.medalliance.platform.deadline;

import java.util.List;
import org.medalliance.platform.access.Scope;
import reactor.core.publisher.Mono;

/** Where a service knows opening hours from: its replica of the directory. */
public interface OpeningHours {

    /** Empty, or an empty list, where nothing is known: the policy's default hours count. */
    Mono<List<OpenSpan>> of(Scope scope, String institution);
}
