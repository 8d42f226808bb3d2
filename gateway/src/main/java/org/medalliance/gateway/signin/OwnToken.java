package org.medalliance.gateway.signin;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.endpoint.OAuth2ClientCredentialsGrantRequest;
import org.springframework.security.oauth2.client.endpoint.ReactiveOAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClientResponseException;
import reactor.core.publisher.Mono;

/** The gateway's own token, role {@code service}, for what it asks on nobody's behalf. */
@Component
public class OwnToken {

    private static final Duration EARLY = Duration.ofSeconds(60);

    private final ReactiveOAuth2AccessTokenResponseClient<OAuth2ClientCredentialsGrantRequest> provider;
    private final ClientRegistration registration;
    private final AtomicReference<@Nullable OAuth2AccessToken> kept = new AtomicReference<>();

    OwnToken(
            ReactiveOAuth2AccessTokenResponseClient<OAuth2ClientCredentialsGrantRequest> provider,
            IssuerSettings issuer,
            SignInSettings settings) {
        this.provider = provider;
        this.registration = ClientRegistration.withRegistrationId("own")
                .clientId(settings.clientId())
                .clientSecret(settings.clientSecret())
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .tokenUri(issuer.tokenEndpoint())
                .build();
    }

    public Mono<String> value() {
        return Mono.defer(() -> {
                    var token = kept.get();
                    return token != null && isGood(token) ? Mono.just(token) : fresh();
                })
                .map(OAuth2AccessToken::getTokenValue);
    }

    private Mono<OAuth2AccessToken> fresh() {
        return provider.getTokenResponse(new OAuth2ClientCredentialsGrantRequest(registration))
                .map(answer -> answer.getAccessToken())
                .doOnNext(kept::set);
    }

    private static boolean isGood(OAuth2AccessToken token) {
        var end = token.getExpiresAt();
        return end == null || Instant.now().plus(EARLY).isBefore(end);
    }

    /** A token that a service refused, since the provider's keys or the account changed, is not sent again. */
    public Mono<Void> refused(Throwable failure) {
        return Mono.fromRunnable(() -> {
            if (failure instanceof WebClientResponseException.Unauthorized) {
                kept.set(null);
            }
        });
    }
}
