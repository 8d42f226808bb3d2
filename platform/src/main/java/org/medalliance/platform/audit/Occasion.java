package org.medalliance.platform.audit;

import io.swagger.v3.oas.annotations.Operation;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * The request in which something is done or shown; carried in the Reactor context from the first filter on, and asked
 * only when a row is written, when the handler is known.
 *
 * @param requestId what a caller quotes when asking for help
 */
public record Occasion(String requestId, ServerWebExchange exchange) {

    /** For {@code contextWrite}. */
    public ContextView carried() {
        return reactor.util.context.Context.of(Occasion.class, this);
    }

    /** Empty outside a request. */
    static Mono<Occasion> current() {
        return Mono.deferContextual(context -> Mono.justOrEmpty(context.<Occasion>getOrEmpty(Occasion.class)));
    }

    /** The operation id of the handler, by which the API's documents name it too; {@code -} when there is none. */
    String operation() {
        var handler = handler();
        if (handler == null) {
            return "-";
        }
        var operation = handler.getMethodAnnotation(Operation.class);
        return operation == null || operation.operationId().isBlank()
                ? handler.getMethod().getName()
                : operation.operationId();
    }

    boolean isAudited() {
        var handler = handler();
        return handler != null && !handler.hasMethodAnnotation(Unaudited.class);
    }

    Optional<NamedCase> namedCase() {
        return NamedCase.in(exchange.getRequest().getPath().value());
    }

    @Nullable
    String purpose() {
        return exchange.getRequest().getHeaders().getFirst(Purpose.HEADER);
    }

    private @Nullable HandlerMethod handler() {
        return exchange.getAttribute(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE) instanceof HandlerMethod method
                ? method
                : null;
    }
}
