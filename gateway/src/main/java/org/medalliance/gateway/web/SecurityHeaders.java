package org.medalliance.gateway.web;

import org.medalliance.gateway.signin.IssuerSettings;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** What a browser may do with an answer. Set last and over whatever a service said. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class SecurityHeaders implements WebFilter {

    /** Data is no page: nothing in it may load, run or be framed. */
    private static final String DATA = "default-src 'none'; frame-ancestors 'none'";

    /** Frames are PDF files of a case, which the page has read and holds itself. */
    private static final String PAGE =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; frame-src blob:;"
                    + " font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; object-src 'none';"
                    + " frame-ancestors 'none'; form-action 'self' ";

    private static final String FEATURES =
            "accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=()";

    private final String page;
    private final String swagger;

    /** Swagger UI writes style attributes; its scripts are files like ours. */
    SecurityHeaders(IssuerSettings issuer) {
        page = PAGE + issuer.signOutOrigin();
        swagger = page.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'");
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        var policy = policyFor(exchange.getRequest().getPath().value());
        exchange.getResponse()
                .beforeCommit(() ->
                        Mono.fromRunnable(() -> write(exchange.getResponse().getHeaders(), policy)));
        return chain.filter(exchange);
    }

    private static void write(HttpHeaders headers, String policy) {
        headers.set("Content-Security-Policy", policy);
        headers.set("Permissions-Policy", FEATURES);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("X-Frame-Options", "DENY");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.remove(HttpHeaders.SERVER);
    }

    private String policyFor(String path) {
        if (path.startsWith("/api/") || path.startsWith("/v3/")) {
            return DATA;
        }
        return path.startsWith("/swagger-ui") || path.startsWith("/webjars/") ? swagger : page;
    }
}
