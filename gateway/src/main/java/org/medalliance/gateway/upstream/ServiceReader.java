package org.medalliance.gateway.upstream;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.reactor.circuitbreaker.operator.CircuitBreakerOperator;
import io.netty.channel.ChannelOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.medalliance.gateway.problem.Refusal;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import org.springframework.web.reactive.function.client.WebClientResponseException;
import org.springframework.web.util.DefaultUriBuilderFactory;
import org.springframework.web.util.DefaultUriBuilderFactory.EncodingMode;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import tools.jackson.databind.JsonNode;

/**
 * What the gateway itself reads from the services. Behind breakers of its own: it is less patient than a caller whose
 * request it forwards, and its impatience shall not close a caller's way.
 */
@Component
public class ServiceReader {

    private static final int LARGEST = 4 * 1024 * 1024;

    private final Map<Upstream, WebClient> clients = new EnumMap<>(Upstream.class);
    private final Map<Upstream, CircuitBreaker> breakers = new EnumMap<>(Upstream.class);
    private final Duration openFor;

    ServiceReader(UpstreamSettings settings, Breakers breakers) {
        var http = HttpClient.create(ConnectionProvider.builder("reads")
                        .maxConnections(100)
                        .pendingAcquireTimeout(settings.readTimeout())
                        .maxIdleTime(Duration.ofSeconds(30))
                        .build())
                .responseTimeout(settings.readTimeout())
                .option(
                        ChannelOption.CONNECT_TIMEOUT_MILLIS,
                        Math.toIntExact(settings.connectTimeout().toMillis()));
        openFor = settings.breaker().openFor();
        Arrays.stream(Upstream.values()).forEach(upstream -> {
            clients.put(upstream, client(http, settings, upstream));
            this.breakers.put(upstream, breakers.of(upstream.id() + "-reads"));
        });
    }

    private static WebClient client(HttpClient http, UpstreamSettings settings, Upstream upstream) {
        var addresses = new DefaultUriBuilderFactory(settings.of(upstream).toString());
        addresses.setEncodingMode(EncodingMode.NONE);
        return WebClient.builder()
                .clientConnector(new ReactorClientHttpConnector(http))
                .uriBuilderFactory(addresses)
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(LARGEST))
                .build();
    }

    /** @param pathAndQuery encoded already */
    public Mono<JsonNode> get(Upstream upstream, String pathAndQuery, String token) {
        return of(clients, upstream)
                .get()
                .uri(pathAndQuery)
                .headers(headers -> headers.setBearerAuth(token))
                .retrieve()
                .bodyToMono(JsonNode.class)
                .onErrorMap(failure -> isAway(failure) ? new Refusal.ServiceAway(upstream.words, openFor) : failure)
                .transformDeferred(CircuitBreakerOperator.of(of(breakers, upstream)))
                .onErrorMap(CallNotPermittedException.class, _ -> new Refusal.ServiceAway(upstream.words, openFor));
    }

    private static <V> V of(Map<Upstream, V> values, Upstream upstream) {
        var value = values.get(upstream);
        if (value == null) {
            throw new IllegalStateException(upstream.id());
        }
        return value;
    }

    private static boolean isAway(Throwable failure) {
        return switch (failure) {
            case WebClientRequestException _ -> true;
            case WebClientResponseException it -> it.getStatusCode().is5xxServerError();
            default -> false;
        };
    }
}
