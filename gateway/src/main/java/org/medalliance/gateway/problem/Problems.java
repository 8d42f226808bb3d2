package org.medalliance.gateway.problem;

import java.util.List;
import org.medalliance.platform.problem.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import org.springframework.web.util.DisconnectedClientHelper;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes every failure as a problem, wherever in the chain it came from; before Boot's own error page. Of the platform
 * it takes the shape; the platform's own words stand on a database, which the gateway has not.
 */
@Component
@Order(-10)
public class Problems implements WebExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(Problems.class);

    private final JsonMapper json;
    private final ResourceBundleMessageSource texts = new ResourceBundleMessageSource();

    Problems(JsonMapper json) {
        this.json = json;
        texts.setBasename("problems/gateway");
        texts.setDefaultEncoding("UTF-8");
        texts.setFallbackToSystemLocale(false);
        texts.setAlwaysUseMessageFormat(true);
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
        var response = exchange.getResponse();
        if (response.isCommitted()) {
            return Mono.error(failure);
        }
        var meaning = Meaning.of(failure);
        note(exchange, meaning, failure);
        var language = Language.of(exchange.getRequest().getHeaders());
        var headers = response.getHeaders();
        headers.remove(HttpHeaders.CONTENT_LENGTH);
        headers.remove(HttpHeaders.CONTENT_ENCODING);
        headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        headers.setContentLanguage(language.locale);
        headers.setCacheControl("no-store");
        meaning.headers().forEach(headers::addAll);
        response.setStatusCode(meaning.status());
        var body = json.writeValueAsBytes(inWords(exchange, meaning, language));
        return response.writeWith(
                Mono.fromSupplier(() -> response.bufferFactory().wrap(body)));
    }

    private Problem inWords(ServerWebExchange exchange, Meaning meaning, Language language) {
        var arguments = meaning.argumentsIn(language).toArray();
        return new Problem(
                "urn:medalliance:problem:" + meaning.code(),
                text(meaning, ".title", arguments, language),
                meaning.status().value(),
                text(meaning, ".detail", arguments, language),
                exchange.getRequest().getPath().value(),
                RequestId.of(exchange),
                null,
                List.of());
    }

    private String text(Meaning meaning, String part, Object[] arguments, Language language) {
        var fallback = meaning.status().is4xxClientError() ? "http-400" : "http-500";
        var text = texts.getMessage(meaning.code() + part, arguments, null, language.locale);
        return text != null ? text : texts.getMessage(fallback + part, arguments, language.locale);
    }

    /** A refusal is no accident and needs no stack; an accident keeps its stack here and sends only an id out. */
    private static void note(ServerWebExchange exchange, Meaning meaning, Throwable failure) {
        var request = exchange.getRequest();
        try (var _ = RequestId.logged(exchange)) {
            if (failure instanceof Refusal) {
                log.info("{} {} refused: {}", request.getMethod(), request.getPath(), meaning.code());
            } else if (DisconnectedClientHelper.isClientDisconnectedException(failure)) {
                log.debug("{} {}: the caller hung up", request.getMethod(), request.getPath());
            } else if (meaning.status().is5xxServerError()) {
                log.error("{} {} failed", request.getMethod(), request.getPath(), failure);
            }
        }
    }
}
