package org.medalliance.platform.breakglass;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.attention.Audience;
import org.medalliance.platform.attention.CaseRef;
import reactor.core.publisher.Mono;

/**
 * A kind of case that somebody without a part in it may open in an emergency.
 *
 * @param find by its number; empty when the alliance has no such case
 */
public record GuardedCases(String caseType, BiFunction<Scope, String, Mono<Guarded>> find) {

    /**
     * @param byNumber the service's own cases
     * @param about which of them it is
     * @param parties whose case it is; they hear of it at once
     */
    public static <C> GuardedCases of(
            String caseType,
            BiFunction<Scope, String, Mono<C>> byNumber,
            Function<C, CaseRef> about,
            Function<C, List<Audience>> parties) {
        return new GuardedCases(caseType, (scope, number) -> byNumber.apply(scope, number)
                .map(it -> new Guarded(about.apply(it), parties.apply(it))));
    }

    Mono<Guarded> find(Scope scope, String number) {
        return find.apply(scope, number);
    }

    /**
     * @param parties whose case it is; they hear of it at once
     */
    public record Guarded(CaseRef about, List<Audience> parties) {

        boolean isOf(String institution) {
            return parties.stream().anyMatch(it -> it.institution().equals(institution));
        }
    }
}
