package org.medalliance.gateway.signin;

import io.netty.channel.ChannelOption;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.oauth2.client.endpoint.OAuth2AuthorizationCodeGrantRequest;
import org.springframework.security.oauth2.client.endpoint.OAuth2ClientCredentialsGrantRequest;
import org.springframework.security.oauth2.client.endpoint.OAuth2RefreshTokenGrantRequest;
import org.springframework.security.oauth2.client.endpoint.ReactiveOAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.WebClientReactiveAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.WebClientReactiveClientCredentialsTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.WebClientReactiveRefreshTokenTokenResponseClient;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.InMemoryReactiveClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ReactiveClientRegistrationRepository;
import org.springframework.security.oauth2.client.userinfo.ReactiveOAuth2UserService;
import org.springframework.security.oauth2.client.web.server.ServerOAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.client.web.server.WebSessionServerOAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.security.oauth2.core.oidc.OidcUserInfo;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import org.springframework.web.reactive.function.client.WebClientResponseException;
import reactor.netty.http.client.HttpClient;

/** The gateway as a client of the identity provider: code flow with PKCE, tokens kept in the session. */
@Configuration(proxyBeanMethods = false)
class SignInConfiguration {

    static final String REGISTRATION = "alliance";

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Bean
    ReactiveClientRegistrationRepository registrations(IssuerSettings issuer, SignInSettings settings) {
        return new InMemoryReactiveClientRegistrationRepository(ClientRegistration.withRegistrationId(REGISTRATION)
                .clientId(settings.clientId())
                .clientSecret(settings.clientSecret())
                .clientSettings(ClientRegistration.ClientSettings.builder()
                        .requireProofKey(true)
                        .build())
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .redirectUri("{baseUrl}/login/oauth2/code/{registrationId}")
                .scope(OidcScopes.OPENID)
                .issuerUri(issuer.uri().toString())
                .authorizationUri(issuer.authorizationEndpoint())
                .tokenUri(issuer.tokenEndpoint())
                .jwkSetUri(issuer.keys().toString())
                .userNameAttributeName("sub")
                .providerConfigurationMetadata(Map.of("end_session_endpoint", issuer.endSessionEndpoint()))
                .build());
    }

    @Bean
    ServerOAuth2AuthorizedClientRepository tokensOfTheSession() {
        return new WebSessionServerOAuth2AuthorizedClientRepository();
    }

    @Bean
    ReactiveOAuth2AccessTokenResponseClient<OAuth2AuthorizationCodeGrantRequest> codes() {
        var client = new WebClientReactiveAuthorizationCodeTokenResponseClient();
        client.setWebClient(patient());
        return request -> client.getTokenResponse(request)
                .onErrorMap(SignInConfiguration::isAway, SignInConfiguration::providerAway);
    }

    @Bean
    ReactiveOAuth2AccessTokenResponseClient<OAuth2RefreshTokenGrantRequest> refreshTokens() {
        var client = new WebClientReactiveRefreshTokenTokenResponseClient();
        client.setWebClient(patient());
        return request -> client.getTokenResponse(request)
                .onErrorMap(SignInConfiguration::isAway, SignInConfiguration::providerAway);
    }

    @Bean
    ReactiveOAuth2AccessTokenResponseClient<OAuth2ClientCredentialsGrantRequest> ownTokens() {
        var client = new WebClientReactiveClientCredentialsTokenResponseClient();
        client.setWebClient(patient());
        return client;
    }

    /**
     * Who signed in is what the access token says, since the services will go by the same token; the id token only
     * proves the sign-in.
     */
    @Bean
    ReactiveOAuth2UserService<OidcUserRequest, OidcUser> users(ReactiveJwtDecoder accessTokens) {
        return request -> accessTokens
                .decode(request.getAccessToken().getTokenValue())
                .<OidcUser>map(token -> new DefaultOidcUser(
                        List.of(), request.getIdToken(), new OidcUserInfo(token.getClaims()), "sub"))
                .onErrorMap(JwtException.class, it -> new OAuth2AuthenticationException("invalid_token"));
    }

    private static WebClient patient() {
        return WebClient.builder()
                .clientConnector(new ReactorClientHttpConnector(HttpClient.create()
                        .responseTimeout(PATIENCE)
                        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 2_000)))
                .build();
    }

    private static boolean isAway(Throwable failure) {
        return switch (failure) {
            case WebClientRequestException _, IOException _, TimeoutException _ -> true;
            case WebClientResponseException it -> it.getStatusCode().is5xxServerError();
            default -> false;
        };
    }

    private static AuthenticationServiceException providerAway(Throwable cause) {
        return new AuthenticationServiceException("The identity provider is away", cause);
    }
}
