package org.medalliance.gateway.problem;

import org.slf4j.MDC;
import org.springframework.web.server.ServerWebExchange;

/**
 * The one id of a request. Whoever logs about a request puts it into the log's context for that line: carrying it over
 * every reactive operator would cost the gateway a tenth of its processor time.
 */
public final class RequestId {

    private static final String ATTRIBUTE = "org.medalliance.requestId";
    private static final String LOG_KEY = "requestId";

    private RequestId() {}

    public static void give(ServerWebExchange exchange, String id) {
        exchange.getAttributes().put(ATTRIBUTE, id);
    }

    static String of(ServerWebExchange exchange) {
        return exchange.getAttributeOrDefault(ATTRIBUTE, "-");
    }

    /** Until it is closed, lines of this thread carry the request's id. */
    public static MDC.MDCCloseable logged(ServerWebExchange exchange) {
        return MDC.putCloseable(LOG_KEY, of(exchange));
    }
}
