package org.medalliance.gateway.signin;

import java.net.URI;
import org.medalliance.gateway.problem.RequestId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.client.web.server.ServerAuthorizationRequestRepository;
import org.springframework.security.oauth2.client.web.server.WebSessionOAuth2ServerAuthorizationRequestRepository;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.web.server.DefaultServerRedirectStrategy;
import org.springframework.security.web.server.WebFilterExchange;
import org.springframework.security.web.server.authentication.RedirectServerAuthenticationSuccessHandler;
import org.springframework.security.web.server.authentication.ServerAuthenticationFailureHandler;
import org.springframework.security.web.server.authentication.ServerAuthenticationSuccessHandler;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebSession;
import reactor.core.publisher.Mono;

/**
 * A browser's sign-in from its start to its end. A session that only waits for a sign-in is short, so that strangers who
 * start sign-ins cannot fill the memory.
 */
@Component
class SignInSteps
        implements ServerAuthorizationRequestRepository<OAuth2AuthorizationRequest>,
                ServerAuthenticationSuccessHandler,
                ServerAuthenticationFailureHandler {

    private static final Logger log = LoggerFactory.getLogger(SignInSteps.class);

    private final WebSessionOAuth2ServerAuthorizationRequestRepository requests =
            new WebSessionOAuth2ServerAuthorizationRequestRepository();
    private final ServerAuthenticationSuccessHandler back = new RedirectServerAuthenticationSuccessHandler("/");
    private final DefaultServerRedirectStrategy redirect = new DefaultServerRedirectStrategy();
    private final SignInSettings settings;

    SignInSteps(SignInSettings settings) {
        this.settings = settings;
    }

    @Override
    public Mono<Void> saveAuthorizationRequest(OAuth2AuthorizationRequest request, ServerWebExchange exchange) {
        return exchange.getSession()
                .filter(session -> !session.isStarted())
                .doOnNext(session -> session.setMaxIdleTime(settings.pending()))
                .then(requests.saveAuthorizationRequest(request, exchange));
    }

    @Override
    public Mono<OAuth2AuthorizationRequest> loadAuthorizationRequest(ServerWebExchange exchange) {
        return requests.loadAuthorizationRequest(exchange);
    }

    @Override
    public Mono<OAuth2AuthorizationRequest> removeAuthorizationRequest(ServerWebExchange exchange) {
        return requests.removeAuthorizationRequest(exchange);
    }

    @Override
    public Mono<Void> onAuthenticationSuccess(WebFilterExchange signedIn, Authentication authentication) {
        return signedIn.getExchange()
                .getSession()
                .doOnNext(this::lengthen)
                .then(back.onAuthenticationSuccess(signedIn, authentication));
    }

    private void lengthen(WebSession session) {
        session.setMaxIdleTime(settings.idle());
    }

    /** The start page says in plain words what went wrong; the log says it exactly, without the token. */
    @Override
    public Mono<Void> onAuthenticationFailure(WebFilterExchange refused, AuthenticationException failure) {
        var reason = reason(refused.getExchange().getRequest(), failure);
        try (var _ = RequestId.logged(refused.getExchange())) {
            log.warn("Sign-in failed ({}): {}", reason, code(failure));
        }
        return redirect.sendRedirect(refused.getExchange(), URI.create("/?sign-in=" + reason));
    }

    private static String reason(ServerHttpRequest request, AuthenticationException failure) {
        return switch (code(failure)) {
            case "away" -> "away";
            case "access_denied" -> "cancelled";
            case "authorization_request_not_found" -> request.getCookies().isEmpty() ? "no-cookie" : "stale";
            default -> "failed";
        };
    }

    private static String code(AuthenticationException failure) {
        return switch (failure) {
            case AuthenticationServiceException _ -> "away";
            case OAuth2AuthenticationException it -> it.getError().getErrorCode();
            default -> failure.getClass().getSimpleName();
        };
    }
}
