package org.medalliance.platform.web;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.medalliance.platform.lifecycle.Refusal;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.UnsupportedMediaTypeStatusException;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Reads a JSON body once, whole: refuses what is too large or no UTF-8 before anything looks at it, and leaves the
 * request's fingerprint for the idempotency key. Comes after authentication, so that strangers fill no memory.
 */
@Component
@Order(0)
class BodyFilter implements WebFilter {

    /** 1 MiB. */
    static final int LIMIT = 1024 * 1024;

    static final String FINGERPRINT = "org.medalliance.fingerprint";

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return Mono.defer(() -> read(exchange, chain));
    }

    private static Mono<Void> read(ServerWebExchange exchange, WebFilterChain chain) {
        var request = exchange.getRequest();
        if (!isJson(request)) {
            exchange.getAttributes().put(FINGERPRINT, fingerprint(request, new byte[0]));
            return chain.filter(exchange);
        }
        if (request.getHeaders().getContentLength() > LIMIT) {
            return Mono.error(new Refusal.TooLarge(LIMIT));
        }
        return DataBufferUtils.join(request.getBody(), LIMIT)
                .map(BodyFilter::bytes)
                .defaultIfEmpty(new byte[0])
                .onErrorMap(DataBufferLimitException.class, _ -> new Refusal.TooLarge(LIMIT))
                .flatMap(body -> chain.filter(withBody(exchange, body)));
    }

    private static boolean isJson(ServerHttpRequest request) {
        try {
            var type = request.getHeaders().getContentType();
            return type != null
                    && (type.isCompatibleWith(MediaType.APPLICATION_JSON) || "json".equals(type.getSubtypeSuffix()));
        } catch (InvalidMediaTypeException _) {
            throw new UnsupportedMediaTypeStatusException("The Content-Type is malformed.");
        }
    }

    private static ServerWebExchange withBody(ServerWebExchange exchange, byte[] body) {
        requireUtf8(body);
        exchange.getAttributes().put(FINGERPRINT, fingerprint(exchange.getRequest(), body));
        return exchange.mutate()
                .request(new ReadRequest(exchange.getRequest(), body))
                .build();
    }

    private static byte[] bytes(DataBuffer buffer) {
        var bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        return bytes;
    }

    private static void requireUtf8(byte[] body) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
        } catch (CharacterCodingException _) {
            throw new Refusal.Malformed("bad-utf8");
        }
    }

    /** SHA-256 over method, path, query, If-Match and body: what makes two requests the same. */
    private static String fingerprint(ServerHttpRequest request, byte[] body) {
        var ifMatch = request.getHeaders().getFirst("If-Match");
        var uri = request.getURI();
        var head = "%s %s?%s %s\n".formatted(request.getMethod(), uri.getRawPath(), uri.getRawQuery(), ifMatch);
        var digest = sha256();
        digest.update(head.getBytes(StandardCharsets.UTF_8));
        digest.update(body);
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256.", e);
        }
    }

    private static final class ReadRequest extends ServerHttpRequestDecorator {

        private final byte[] body;

        ReadRequest(ServerHttpRequest request, byte[] body) {
            super(request);
            this.body = body;
        }

        @Override
        public Flux<DataBuffer> getBody() {
            return Flux.defer(() -> Flux.just(DefaultDataBufferFactory.sharedInstance.wrap(body)));
        }
    }
}
