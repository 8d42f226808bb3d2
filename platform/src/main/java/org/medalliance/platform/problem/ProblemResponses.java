package org.medalliance.platform.problem;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Writes every failure of a request as a problem, wherever in the chain it came from. */
@Component
@Order(-10)
public class ProblemResponses implements WebExceptionHandler {

    /** The exchange attribute that holds the request's id. */
    public static final String REQUEST_ID = "org.medalliance.requestId";

    private static final Logger log = LoggerFactory.getLogger(ProblemResponses.class);

    private final Problems problems;
    private final JsonMapper json;

    ProblemResponses(Problems problems, JsonMapper json) {
        this.problems = problems;
        this.json = json;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
        var response = exchange.getResponse();
        if (response.isCommitted()) {
            return Mono.error(failure);
        }
        var cause = problems.causeOf(failure);
        if (cause.status().is5xxServerError()) {
            // Callers get an id to quote; the log gets kinds and places, since a message may quote a person's data.
            log.error("Request {} failed: {}", requestId(exchange), cause.code(), Frames.of(failure));
        }
        var problem = problems.inWords(
                cause, locale(exchange), exchange.getRequest().getPath().value(), requestId(exchange));
        response.setStatusCode(cause.status());
        response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (cause.retryAfter() != null) {
            response.getHeaders()
                    .set(
                            HttpHeaders.RETRY_AFTER,
                            String.valueOf(cause.retryAfter().toSeconds()));
        }
        if (cause.related() != null) {
            response.getHeaders().set(HttpHeaders.LINK, "<%s>; rel=\"related\"".formatted(cause.related()));
        }
        var body = response.bufferFactory().wrap(json.writeValueAsBytes(problem));
        return response.writeWith(Mono.just(body));
    }

    public Mono<Void> unauthenticated(ServerWebExchange exchange, AuthenticationException failure) {
        exchange.getResponse().getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        return handle(exchange, failure);
    }

    public Mono<Void> denied(ServerWebExchange exchange, AccessDeniedException failure) {
        return handle(exchange, failure);
    }

    private static @Nullable String requestId(ServerWebExchange exchange) {
        return exchange.getAttribute(REQUEST_ID);
    }

    /** Chinese unless the caller asks for English. */
    private static Locale locale(ServerWebExchange exchange) {
        var wanted = exchange.getLocaleContext().getLocale();
        return wanted != null && wanted.getLanguage().equals("en") ? Locale.ENGLISH : Locale.SIMPLIFIED_CHINESE;
    }
}
