package org.medalliance.platform.access;

import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.web.server.authentication.ServerBearerTokenAuthenticationConverter;
import org.springframework.security.web.server.authentication.ServerAuthenticationConverter;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The framework's reading of a bearer token, but that one which was read a short while ago is not matched anew. */
final class KnownBearers implements ServerAuthenticationConverter {

    private static final String SCHEME = "Bearer ";

    private final KnownTokens known;
    private final ServerAuthenticationConverter others = new ServerBearerTokenAuthenticationConverter();

    KnownBearers(KnownTokens known) {
        this.known = known;
    }

    @Override
    public Mono<Authentication> convert(ServerWebExchange exchange) {
        var headers = exchange.getRequest().getHeaders().getOrEmpty(HttpHeaders.AUTHORIZATION);
        if (headers.size() == 1 && headers.getFirst().startsWith(SCHEME)) {
            var token = headers.getFirst().substring(SCHEME.length());
            if (known.isKnown(token)) {
                return Mono.just(new BearerTokenAuthenticationToken(token));
            }
        }
        return others.convert(exchange);
    }
}
