package org.medalliance.platform.breakglass;

import java.util.List;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.attention.Audience;
import org.medalliance.platform.attention.CaseRef;
import reactor.core.publisher.Mono;

/** A kind of case that can be opened in an emergency. */
public interface GuardedCases {

    String caseType();

    /** Empty when the alliance has no case of this number. */
    Mono<Guarded> find(Scope scope, String number);

    /**
     * @param parties whose case it is; they hear of it at once
     */
    record Guarded(CaseRef about, List<Audience> parties) {

        boolean isOf(String institution) {
            return parties.stream().anyMatch(it -> it.institution().equals(institution));
        }
    }
}
