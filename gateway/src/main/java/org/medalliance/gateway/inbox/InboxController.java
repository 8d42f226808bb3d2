package org.medalliance.gateway.inbox;

import java.security.Principal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.medalliance.gateway.inbox.Inbox.Part;
import org.medalliance.gateway.problem.RequestId;
import org.medalliance.gateway.signin.CallersToken;
import org.medalliance.gateway.upstream.ServiceReader;
import org.medalliance.gateway.upstream.Upstream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.client.WebClientResponseException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What waits for the caller, at all services at once. A service that is away is named, and the rest is shown. */
@RestController
class InboxController {

    private static final Logger log = LoggerFactory.getLogger(InboxController.class);

    private static final int PAGE = 200;
    private static final int PAGES = 5;

    /** For all pages of one service. */
    private static final Duration PATIENCE = Duration.ofSeconds(6);

    private final CallersToken token;
    private final ServiceReader services;

    InboxController(CallersToken token, ServiceReader services) {
        this.token = token;
        this.services = services;
    }

    @GetMapping("/api/inbox")
    Mono<ResponseEntity<Inbox>> inbox(ServerWebExchange exchange, Principal principal) {
        return token.of(exchange, principal)
                .flatMapMany(value -> Flux.fromArray(Upstream.values()).flatMap(it -> part(exchange, it, value)))
                .collectList()
                .map(parts ->
                        ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(Inbox.of(parts)));
    }

    private Mono<Part> part(ServerWebExchange exchange, Upstream upstream, String token) {
        return page(upstream, token, "")
                .expand(page -> next(page).isEmpty() ? Mono.empty() : page(upstream, token, next(page)))
                .take(PAGES)
                .collectList()
                .map(pages -> part(upstream, pages))
                .timeout(PATIENCE)
                .onErrorResume(failure -> Mono.just(without(exchange, upstream, failure)));
    }

    private Mono<JsonNode> page(Upstream upstream, String token, String cursor) {
        var path = UriComponentsBuilder.fromPath(upstream.api() + "/attention").queryParam("limit", PAGE);
        return services.get(upstream, cursor.isEmpty() ? path.toUriString() : at(path, cursor), token);
    }

    /** As a variable, so that whatever a cursor holds is encoded. */
    private static String at(UriComponentsBuilder path, String cursor) {
        return path.queryParam("cursor", "{cursor}")
                .encode()
                .buildAndExpand(cursor)
                .toUriString();
    }

    private static String next(JsonNode page) {
        return page.path("next").asString("");
    }

    private static Part part(Upstream upstream, List<JsonNode> pages) {
        var items = new ArrayList<JsonNode>();
        pages.forEach(page -> page.path("items").forEach(item -> items.add(withService(upstream, item))));
        return new Part(upstream, items, true, !next(pages.getLast()).isEmpty());
    }

    private static JsonNode withService(Upstream upstream, JsonNode item) {
        return item instanceof ObjectNode named && !named.path("service").isString()
                ? named.put("service", upstream.id() + "-service")
                : item;
    }

    /** Who may have no attention at a service is not told that the service is away. */
    private static Part without(ServerWebExchange exchange, Upstream upstream, Throwable failure) {
        var forbidden =
                failure instanceof WebClientResponseException answer && answer.getStatusCode() == HttpStatus.FORBIDDEN;
        if (!forbidden) {
            try (var _ = RequestId.logged(exchange)) {
                log.info(
                        "An inbox without {}: {}",
                        upstream.id(),
                        failure.getClass().getSimpleName());
            }
        }
        return new Part(upstream, List.of(), forbidden, false);
    }
}
