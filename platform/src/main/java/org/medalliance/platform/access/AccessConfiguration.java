package org.medalliance.platform.access;

import java.time.Clock;
import org.medalliance.platform.problem.ProblemResponses;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;
import org.springframework.security.web.server.firewall.ServerWebExchangeFirewall;
import org.springframework.security.web.server.firewall.StrictServerWebExchangeFirewall;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.result.method.annotation.ArgumentResolverConfigurer;

/** Every service is a resource server by itself, and trusts no gateway. */
@Configuration(proxyBeanMethods = false)
@EnableWebFluxSecurity
@Import(DatabaseConfiguration.class)
public class AccessConfiguration implements WebFluxConfigurer {

    @Override
    public void configureArgumentResolvers(ArgumentResolverConfigurer resolvers) {
        resolvers.addCustomResolver(new ActorResolver());
    }

    @Bean
    @Order(0)
    SecurityWebFilterChain serviceSecurity(
            ServerHttpSecurity http, ReactiveJwtDecoder tokens, Clock clock, ProblemResponses problems) {
        var decoder = new KnownTokens(orTryAgain(tokens), clock);
        return http.csrf(ServerHttpSecurity.CsrfSpec::disable)
                .httpBasic(ServerHttpSecurity.HttpBasicSpec::disable)
                .formLogin(ServerHttpSecurity.FormLoginSpec::disable)
                .logout(ServerHttpSecurity.LogoutSpec::disable)
                .requestCache(ServerHttpSecurity.RequestCacheSpec::disable)
                .securityContextRepository(NoOpServerSecurityContextRepository.getInstance())
                .authorizeExchange(paths -> paths.pathMatchers(HttpMethod.GET, "/api/*/v3/api-docs/**")
                        .permitAll()
                        .pathMatchers("/actuator/**")
                        .permitAll()
                        .anyExchange()
                        .authenticated())
                .oauth2ResourceServer(server -> server.jwt(jwt -> jwt.jwtDecoder(decoder))
                        .bearerTokenConverter(new KnownBearers(decoder))
                        .authenticationEntryPoint(problems::unauthenticated)
                        .accessDeniedHandler(problems::denied))
                .exceptionHandling(handling -> handling.authenticationEntryPoint(problems::unauthenticated)
                        .accessDeniedHandler(problems::denied))
                .build();
    }

    /** The framework's own rules; what a header may hold is read without a pattern. */
    @Bean
    ServerWebExchangeFirewall firewall() {
        var firewall = new StrictServerWebExchangeFirewall();
        firewall.setAllowedHeaderValues(HeaderText::isAllowed);
        return firewall;
    }

    /** A span for each filter of each chain costs more than the filters themselves, and tells nobody anything. */
    @Bean
    SecurityObservationSettings securityObservations() {
        return SecurityObservationSettings.noObservations();
    }

    /** Keys that cannot be had say nothing against the token: the provider is away, and the caller may come again. */
    private static ReactiveJwtDecoder orTryAgain(ReactiveJwtDecoder tokens) {
        return token -> tokens.decode(token)
                .onErrorMap(
                        IllegalStateException.class,
                        away -> new AuthenticationServiceException(
                                "The identity provider's keys cannot be had.", away));
    }
}
