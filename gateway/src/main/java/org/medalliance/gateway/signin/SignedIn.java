package org.medalliance.gateway.signin;

import java.security.Principal;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Who is calling, and for as long as an answer takes: whether the sign-in still holds. */
public final class SignedIn {

    private final Caller caller;
    private final BooleanSupplier over;

    private SignedIn(Caller caller, BooleanSupplier over) {
        this.caller = caller;
        this.over = over;
    }

    /** Empty for a caller who is signed in neither with a token nor with a session. */
    public static Mono<SignedIn> of(ServerWebExchange exchange, Principal principal) {
        var caller = Caller.of(principal);
        if (caller.isEmpty()) {
            return Mono.empty();
        }
        return switch (principal) {
            case JwtAuthenticationToken bearer ->
                Mono.just(new SignedIn(caller.get(), isPast(bearer.getToken().getExpiresAt())));
            // Looking at the session does not count as a request of it: one that rests still ends.
            case OAuth2AuthenticationToken _ ->
                exchange.getSession().map(session -> new SignedIn(caller.get(), session::isExpired));
            default -> Mono.empty();
        };
    }

    /** By real time, which the token was made by. */
    private static BooleanSupplier isPast(@Nullable Instant end) {
        return () -> end != null && !Instant.now().isBefore(end);
    }

    public Caller caller() {
        return caller;
    }

    public boolean isOver() {
        return over.getAsBoolean();
    }
}
