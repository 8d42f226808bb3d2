package org.medalliance.gateway.signin;

import org.medalliance.gateway.problem.Problems;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.server.ServerAuthenticationEntryPoint;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** 401 with what RFC 6750 asks for in the header and the problem in the body. */
@Component
class BearerEntryPoint implements ServerAuthenticationEntryPoint {

    private final Problems problems;

    BearerEntryPoint(Problems problems) {
        this.problems = problems;
    }

    @Override
    public Mono<Void> commence(ServerWebExchange exchange, AuthenticationException failure) {
        exchange.getResponse().getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, challenge(failure));
        return problems.handle(exchange, failure);
    }

    private static String challenge(AuthenticationException failure) {
        return failure instanceof OAuth2AuthenticationException refused
                ? "Bearer error=\"" + refused.getError().getErrorCode() + "\""
                : "Bearer";
    }
}
