package org.medalliance.gateway.signin;

import org.medalliance.gateway.problem.Problems;
import org.springframework.boot.security.autoconfigure.actuate.web.reactive.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity.CsrfSpec;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.ServerAuthenticationEntryPoint;
import org.springframework.security.web.server.authorization.ServerAccessDeniedHandler;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedHandler;
import org.springframework.web.server.ResponseStatusException;

@Configuration(proxyBeanMethods = false)
@EnableWebFluxSecurity
class SecurityConfiguration {

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
    SecurityWebFilterChain clients(
            ServerHttpSecurity http, ServerAuthenticationEntryPoint entryPoint, ServerAccessDeniedHandler denied) {
        return http.csrf(CsrfSpec::disable)
                .securityContextRepository(NoOpServerSecurityContextRepository.getInstance())
                .authorizeExchange(exchanges -> exchanges
                        .pathMatchers("/api/**")
                        .authenticated()
                        .anyExchange()
                        .permitAll())
                .oauth2ResourceServer(
                        server -> server.jwt(Customizer.withDefaults()).authenticationEntryPoint(entryPoint))
                .exceptionHandling(it -> it.authenticationEntryPoint(entryPoint).accessDeniedHandler(denied))
                .build();
    }

    @Bean
    ServerAccessDeniedHandler denied(Problems problems) {
        return problems::handle;
    }

    /** What the firewall turns away (path tricks, odd methods) reads like any other bad request. */
    @Bean
    ServerExchangeRejectedHandler rejected(Problems problems) {
        return (exchange, _) -> problems.handle(exchange, new ResponseStatusException(HttpStatus.BAD_REQUEST));
    }
}
