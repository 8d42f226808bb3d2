package org.medalliance.platform.deadline;

import java.util.List;
import java.util.stream.Stream;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.messaging.Announced;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The items of every limit that an alliance has now, and of the default ones, which it can come back to. */
@Component
class LadderKinds implements Announced {

    private final DeadlinePolicies policies;

    LadderKinds(DeadlinePolicies policies) {
        this.policies = policies;
    }

    @Override
    public Mono<List<String>> kinds(Scope scope) {
        return Flux.fromIterable(policies.caseTypes())
                .concatMap(caseType -> policies.current(scope, caseType))
                .flatMapIterable(current -> Stream.of(
                                policies.subject(current.caseType()).defaults(), current.policy())
                        .flatMap(policy -> policy.limits().stream())
                        .map(limit -> "attention:" + Deadline.kind(current.caseType(), limit.name()))
                        .toList())
                .distinct()
                .collectList();
    }
}
