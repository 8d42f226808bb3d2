package org.medalliance.gateway.signin;

import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.server.ServerAuthenticationEntryPoint;
import org.springframework.security.web.server.authentication.RedirectServerAuthenticationEntryPoint;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** A person who opens a page is led to the sign-in and back; a program is told 401. */
@Component
class SignInEntryPoint implements ServerAuthenticationEntryPoint {

    private final ServerAuthenticationEntryPoint signIn =
            new RedirectServerAuthenticationEntryPoint("/oauth2/authorization/" + SignInConfiguration.REGISTRATION);
    private final BearerEntryPoint refusal;

    SignInEntryPoint(BearerEntryPoint refusal) {
        this.refusal = refusal;
    }

    @Override
    public Mono<Void> commence(ServerWebExchange exchange, AuthenticationException failure) {
        var way = isNavigation(exchange.getRequest()) ? signIn : refusal;
        return way.commence(exchange, failure);
    }

    private static boolean isNavigation(ServerHttpRequest request) {
        return request.getMethod() == HttpMethod.GET
                && request.getHeaders().getAccept().stream().anyMatch(MediaType.TEXT_HTML::equalsTypeAndSubtype);
    }
}
