package org.medalliance.gateway.signin;

import java.net.URI;
import org.medalliance.gateway.problem.Problems;
import org.springframework.boot.security.autoconfigure.actuate.web.reactive.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.SecurityWebFiltersOrder;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity.AuthorizeExchangeSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.CsrfSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.HeaderSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.LogoutSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.OAuth2LoginSpec;
import org.springframework.security.oauth2.client.oidc.web.server.logout.OidcClientInitiatedServerLogoutSuccessHandler;
import org.springframework.security.oauth2.client.registration.ReactiveClientRegistrationRepository;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.authentication.logout.DelegatingServerLogoutHandler;
import org.springframework.security.web.server.authentication.logout.SecurityContextServerLogoutHandler;
import org.springframework.security.web.server.authentication.logout.ServerLogoutSuccessHandler;
import org.springframework.security.web.server.authentication.logout.WebSessionServerLogoutHandler;
import org.springframework.security.web.server.authorization.ServerAccessDeniedHandler;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;
import org.springframework.security.web.server.csrf.ServerCsrfTokenRepository;
import org.springframework.security.web.server.csrf.ServerCsrfTokenRequestAttributeHandler;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedHandler;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher.MatchResult;
import org.springframework.web.server.ResponseStatusException;

/**
 * Three ways in: the management port, clients that bring a bearer token (nothing is remembered of them), browsers with a
 * session. A request that brings both token and session counts by its token.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebFluxSecurity
class SecurityConfiguration {

    private static final String[] SWAGGER = {
        "/swagger-ui.html", "/swagger-ui/**", "/webjars/**", "/v3/api-docs/**", "/api/*/v3/api-docs"
    };

    private final SwaggerSettings swagger;
    private final ServerAccessDeniedHandler denied;

    SecurityConfiguration(SwaggerSettings swagger, Problems problems) {
        this.swagger = swagger;
        this.denied = problems::handle;
    }

    /** Reached on the management port only, which no outsider reaches. */
    @Bean
    @Order(0)
    SecurityWebFilterChain management(ServerHttpSecurity http) {
        return http.securityMatcher(EndpointRequest.toAnyEndpoint())
                .csrf(CsrfSpec::disable)
                .authorizeExchange(exchanges -> exchanges.anyExchange().permitAll())
                .build();
    }

    @Bean
    @Order(1)
    SecurityWebFilterChain clients(ServerHttpSecurity http, BearerEntryPoint entryPoint) {
        return http.securityMatcher(bringsAToken())
                .csrf(CsrfSpec::disable)
                .headers(this::headers)
                .requestCache(ServerHttpSecurity.RequestCacheSpec::disable)
                .securityContextRepository(NoOpServerSecurityContextRepository.getInstance())
                .authorizeExchange(this::whoMayWhere)
                .oauth2ResourceServer(
                        server -> server.jwt(Customizer.withDefaults()).authenticationEntryPoint(entryPoint))
                .exceptionHandling(it -> it.authenticationEntryPoint(entryPoint).accessDeniedHandler(denied))
                .build();
    }

    @Bean
    @Order(2)
    SecurityWebFilterChain browsers(
            ServerHttpSecurity http,
            SignInEntryPoint entryPoint,
            SignInSteps steps,
            BrowserCookies cookies,
            ServerCsrfTokenRepository csrfTokens,
            ReactiveClientRegistrationRepository registrations) {
        return http.csrf(csrf -> csrf.csrfTokenRepository(csrfTokens)
                        .csrfTokenRequestHandler(new ServerCsrfTokenRequestAttributeHandler())
                        .requireCsrfProtectionMatcher(cookies.needsCsrfToken())
                        .accessDeniedHandler(denied))
                .addFilterAfter(cookies.csrfCookieWriter(), SecurityWebFiltersOrder.CSRF)
                .headers(this::headers)
                .authorizeExchange(this::whoMayWhere)
                .oauth2Login(login -> signIn(login, steps))
                .logout(logout -> signOut(logout, registrations))
                .exceptionHandling(it -> it.authenticationEntryPoint(entryPoint).accessDeniedHandler(denied))
                .build();
    }

    /** What the firewall turns away (path tricks, odd methods) reads like any other bad request. */
    @Bean
    ServerExchangeRejectedHandler rejected(Problems problems) {
        return (exchange, _) -> problems.handle(exchange, new ResponseStatusException(HttpStatus.BAD_REQUEST));
    }

    private void whoMayWhere(AuthorizeExchangeSpec exchanges) {
        var documentation = exchanges.pathMatchers(SWAGGER);
        var rest = swagger.open() ? documentation.permitAll() : documentation.authenticated();
        rest.pathMatchers("/api/**").authenticated().anyExchange().permitAll();
    }

    private static void signIn(OAuth2LoginSpec login, SignInSteps steps) {
        login.authorizationRequestRepository(steps)
                .authenticationSuccessHandler(steps)
                .authenticationFailureHandler(steps);
    }

    /** Ends the session here, then at the identity provider, and comes back to the start page. */
    private static void signOut(LogoutSpec logout, ReactiveClientRegistrationRepository registrations) {
        logout.logoutHandler(new DelegatingServerLogoutHandler(
                        new SecurityContextServerLogoutHandler(), new WebSessionServerLogoutHandler()))
                .logoutSuccessHandler(atTheProviderToo(registrations));
    }

    private static ServerLogoutSuccessHandler atTheProviderToo(ReactiveClientRegistrationRepository registrations) {
        var provider = new OidcClientInitiatedServerLogoutSuccessHandler(registrations);
        provider.setPostLogoutRedirectUri("{baseUrl}/");
        provider.setLogoutSuccessUrl(URI.create("/"));
        return provider;
    }

    /** Not for the subdomains: those are the county's, not ours. */
    private void headers(HeaderSpec headers) {
        headers.hsts(hsts -> hsts.includeSubdomains(false));
    }

    private static ServerWebExchangeMatcher bringsAToken() {
        return exchange -> {
            var authorization = exchange.getRequest().getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
            var bearer = authorization != null && authorization.regionMatches(true, 0, "Bearer ", 0, 7);
            return bearer ? MatchResult.match() : MatchResult.notMatch();
        };
    }
}
