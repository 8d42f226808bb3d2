package org.medalliance.gateway.signin;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import org.medalliance.gateway.problem.Refusal;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.oauth2.client.endpoint.OAuth2RefreshTokenGrantRequest;
import org.springframework.security.oauth2.client.endpoint.ReactiveOAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.web.server.ServerOAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebSession;
import reactor.core.publisher.Mono;

/** The token of who is calling: a client's own, or the one in a browser's session, renewed when it is about to expire. */
@Component
public class CallersToken {

    /** Renewed this early, so that a token never expires on its way. */
    private static final Duration EARLY = Duration.ofSeconds(60);

    private final ServerOAuth2AuthorizedClientRepository tokens;
    private final ReactiveOAuth2AccessTokenResponseClient<OAuth2RefreshTokenGrantRequest> provider;
    private final Clock clock = Clock.systemUTC();

    /** Requests of one page come together; one of them renews and the others wait for it. */
    private final Cache<String, Mono<OAuth2AuthorizedClient>> renewals = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofSeconds(5))
            .build();

    CallersToken(
            ServerOAuth2AuthorizedClientRepository tokens,
            ReactiveOAuth2AccessTokenResponseClient<OAuth2RefreshTokenGrantRequest> provider) {
        this.tokens = tokens;
        this.provider = provider;
    }

    /** Empty for a caller who is signed in by neither. */
    public Mono<String> of(ServerWebExchange exchange, Principal principal) {
        return switch (principal) {
            case JwtAuthenticationToken bearer -> Mono.just(bearer.getToken().getTokenValue());
            case OAuth2AuthenticationToken browser ->
                ofSession(exchange, browser)
                        .map(client -> client.getAccessToken().getTokenValue());
            default -> Mono.empty();
        };
    }

    private Mono<OAuth2AuthorizedClient> ofSession(ServerWebExchange exchange, OAuth2AuthenticationToken browser) {
        return tokens.loadAuthorizedClient(SignInConfiguration.REGISTRATION, browser, exchange)
                .flatMap(
                        client -> expiresWithin(EARLY, client) ? renewed(exchange, browser, client) : Mono.just(client))
                .switchIfEmpty(Mono.error(Refusal.SignInEnded::new))
                .onErrorResume(
                        Refusal.SignInEnded.class, ended -> forget(exchange).then(Mono.error(ended)));
    }

    private Mono<OAuth2AuthorizedClient> renewed(
            ServerWebExchange exchange, OAuth2AuthenticationToken browser, OAuth2AuthorizedClient client) {
        return exchange.getSession()
                .flatMap(session ->
                        renewals.get(session.getId(), _ -> renew(client).cache()))
                .flatMap(fresh ->
                        tokens.saveAuthorizedClient(fresh, browser, exchange).thenReturn(fresh))
                .onErrorResume(Refusal.SignInAway.class, away -> stillGood(client, away));
    }

    private Mono<OAuth2AuthorizedClient> renew(OAuth2AuthorizedClient client) {
        var refreshToken = client.getRefreshToken();
        if (refreshToken == null) {
            return expiresWithin(Duration.ZERO, client) ? Mono.error(new Refusal.SignInEnded()) : Mono.just(client);
        }
        var request = new OAuth2RefreshTokenGrantRequest(
                client.getClientRegistration(), client.getAccessToken(), refreshToken);
        return provider.getTokenResponse(request)
                .map(answer -> client(client, answer))
                .onErrorMap(OAuth2AuthorizationException.class, _ -> new Refusal.SignInEnded())
                // As an authentication failure it would be taken for a failed sign-in on its way out.
                .onErrorMap(AuthenticationServiceException.class, _ -> new Refusal.SignInAway());
    }

    private static OAuth2AuthorizedClient client(OAuth2AuthorizedClient before, OAuth2AccessTokenResponse answer) {
        return new OAuth2AuthorizedClient(
                before.getClientRegistration(),
                before.getPrincipalName(),
                answer.getAccessToken(),
                answer.getRefreshToken());
    }

    /** While the provider is away the old token serves to its end. */
    private Mono<OAuth2AuthorizedClient> stillGood(OAuth2AuthorizedClient client, Refusal.SignInAway away) {
        return expiresWithin(Duration.ZERO, client) ? Mono.error(away) : Mono.just(client);
    }

    private boolean expiresWithin(Duration margin, OAuth2AuthorizedClient client) {
        var expiry = client.getAccessToken().getExpiresAt();
        return expiry != null && expiry.minus(margin).isBefore(clock.instant());
    }

    private static Mono<Void> forget(ServerWebExchange exchange) {
        return exchange.getSession().flatMap(WebSession::invalidate);
    }
}
