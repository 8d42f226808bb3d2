package org.medalliance.gateway.signin;

import org.springdoc.core.properties.SwaggerUiConfigProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseCookie;
import org.springframework.security.web.server.csrf.CookieServerCsrfTokenRepository;
import org.springframework.security.web.server.csrf.CsrfToken;
import org.springframework.security.web.server.csrf.ServerCsrfTokenRepository;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher.MatchResult;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.session.CookieWebSessionIdResolver;
import org.springframework.web.server.session.WebSessionIdResolver;
import reactor.core.publisher.Mono;

/** The two cookies of a browser: its session, which no script can read, and the CSRF token, which our script must read. */
@Configuration(proxyBeanMethods = false)
class BrowserCookies {

    private final CookieSettings settings;

    /** Swagger UI sends commands too, so it is told where the token is. */
    BrowserCookies(CookieSettings settings, SwaggerUiConfigProperties swagger) {
        this.settings = settings;
        swagger.getCsrf().setCookieName(settings.csrf());
    }

    @Bean
    WebSessionIdResolver sessionCookie() {
        var cookie = new CookieWebSessionIdResolver();
        cookie.setCookieName(settings.session());
        cookie.addCookieInitializer(it -> hardened(it).httpOnly(true));
        return cookie;
    }

    @Bean
    ServerCsrfTokenRepository csrfCookie() {
        var tokens = new CookieServerCsrfTokenRepository();
        tokens.setCookieName(settings.csrf());
        tokens.setCookieCustomizer(it -> hardened(it).httpOnly(false));
        return tokens;
    }

    private ResponseCookie.ResponseCookieBuilder hardened(ResponseCookie.ResponseCookieBuilder cookie) {
        return cookie.path("/").secure(settings.secureCookies()).sameSite("Lax");
    }

    /** Only a session can be misused by another site; a caller without one is told to sign in instead. */
    ServerWebExchangeMatcher needsCsrfToken() {
        return exchange -> isSafe(exchange) || !hasSession(exchange) ? MatchResult.notMatch() : MatchResult.match();
    }

    /** Reading the token writes its cookie, so that a page has it before its first command. */
    WebFilter csrfCookieWriter() {
        return (exchange, chain) -> isSafe(exchange) && hasSession(exchange)
                ? token(exchange).then(chain.filter(exchange))
                : chain.filter(exchange);
    }

    private static Mono<CsrfToken> token(ServerWebExchange exchange) {
        return exchange.getAttributeOrDefault(CsrfToken.class.getName(), Mono.empty());
    }

    private boolean hasSession(ServerWebExchange exchange) {
        return exchange.getRequest().getCookies().containsKey(settings.session());
    }

    private static boolean isSafe(ServerWebExchange exchange) {
        var method = exchange.getRequest().getMethod();
        return method == HttpMethod.GET || method == HttpMethod.HEAD || method == HttpMethod.OPTIONS;
    }
}
