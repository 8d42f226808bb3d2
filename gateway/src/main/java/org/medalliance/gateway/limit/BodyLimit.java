package org.medalliance.gateway.limit;

import java.util.Set;
import org.medalliance.gateway.problem.Refusal;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.Ordered;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Takes a body in whole before a service hears of it, so that neither one too large nor a slow line costs a service
 * anything. Attachments are too large for that: they must say their length beforehand and then stream.
 */
@Component
class BodyLimit implements GlobalFilter, Ordered {

    private static final Set<HttpMethod> BODILESS = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final long body;
    private final long attachment;

    BodyLimit(GatewayLimits limits) {
        body = limits.body().toBytes();
        attachment = limits.attachment().toBytes();
    }

    /** After the limits, before the token is renewed. */
    @Override
    public int getOrder() {
        return -90;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        var request = exchange.getRequest();
        return Attachments.isMeantBy(request)
                ? attachment(request).then(chain.filter(exchange))
                : small(exchange).flatMap(chain::filter);
    }

    private Mono<Void> attachment(ServerHttpRequest request) {
        var length = request.getHeaders().getContentLength();
        if (length > attachment) {
            return Mono.error(new Refusal.BodyTooLarge(attachment));
        }
        return length < 0 && !BODILESS.contains(request.getMethod())
                ? Mono.error(new Refusal.LengthMissing())
                : Mono.empty();
    }

    private Mono<ServerWebExchange> small(ServerWebExchange exchange) {
        var headers = exchange.getRequest().getHeaders();
        if (headers.getContentLength() > body) {
            return Mono.error(new Refusal.BodyTooLarge(body));
        }
        if (headers.getContentLength() <= 0 && !headers.containsHeader(HttpHeaders.TRANSFER_ENCODING)) {
            return Mono.just(exchange);
        }
        return DataBufferUtils.join(exchange.getRequest().getBody(), Math.toIntExact(body))
                .map(BodyLimit::bytes)
                .defaultIfEmpty(new byte[0])
                .onErrorMap(DataBufferLimitException.class, _ -> new Refusal.BodyTooLarge(body))
                .map(bytes -> exchange.mutate().request(whole(exchange, bytes)).build());
    }

    /** On the heap, so that it needs no release if the service is never asked. */
    private static byte[] bytes(DataBuffer buffer) {
        var bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        return bytes;
    }

    private static ServerHttpRequest whole(ServerWebExchange exchange, byte[] bytes) {
        var sized = exchange.getRequest()
                .mutate()
                .headers(headers -> headers.setContentLength(bytes.length))
                .headers(headers -> headers.remove(HttpHeaders.TRANSFER_ENCODING))
                .build();
        var factory = exchange.getResponse().bufferFactory();
        return new ServerHttpRequestDecorator(sized) {
            @Override
            public Flux<DataBuffer> getBody() {
                return Flux.defer(() -> Flux.just(factory.wrap(bytes)));
            }
        };
    }
}
