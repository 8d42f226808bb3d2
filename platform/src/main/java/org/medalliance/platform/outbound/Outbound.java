package org.medalliance.platform.outbound;

import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.SslContext;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.Connection;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/**
 * Posts to URLs that users of the platform wrote down, without lending them the platform's place in the network: HTTPS on
 * its usual port to public addresses, anything else only to hosts that the operator allows. Follows no redirect, knows
 * no proxy, sends nothing twice by itself and reads nothing of an answer but its status.
 */
public final class Outbound {

    private static final Duration LOOK_UP = Duration.ofSeconds(3);

    private final Destinations destinations;
    private final HttpClient client;
    private final Duration limit;

    /**
     * @param allowed hosts, or hosts with a port, that the operator vouches for
     * @param limit from the first look at the name to the answer's status
     * @param trust whose certificates are believed; null for the JDK's own authorities
     */
    public Outbound(Collection<String> allowed, Duration limit, @Nullable SslContext trust) {
        this(InetAddress::getAllByName, allowed, limit, trust);
    }

    public Outbound(Names names, Collection<String> allowed, Duration limit, @Nullable SslContext trust) {
        this.destinations = new Destinations(names, AllowedHosts.of(allowed));
        this.limit = limit;
        // A connection of its own for each request: what was checked is what is used, and receivers are few.
        var plain = HttpClient.create(ConnectionProvider.newConnection())
                .protocol(HttpProtocol.HTTP11)
                .resolver(destinations)
                .noProxy()
                .followRedirect(false)
                .disableRetry(true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(limit.toMillis()));
        this.client = trust == null ? plain.secure() : plain.secure(it -> it.sslContext(trust));
    }

    /**
     * Whether the URL might be called now.
     *
     * @return fails with {@link Forbidden} when not
     */
    public Mono<Void> check(String url) {
        return Mono.fromCallable(() -> destinations.addresses(destinations.permitted(url)))
                .subscribeOn(Schedulers.boundedElastic())
                .timeout(LOOK_UP, Mono.error(() -> new Forbidden(Forbidden.Why.UNKNOWN_HOST)))
                .then();
    }

    /**
     * @return the answer's status, whatever it is; fails with {@link Forbidden}, a {@link
     *     java.util.concurrent.TimeoutException} or whatever broke the connection
     */
    public Mono<Integer> post(String url, Map<String, String> headers, byte[] body) {
        return Mono.fromCallable(() -> destinations.permitted(url))
                .flatMap(uri -> send(uri, headers, body))
                .timeout(limit);
    }

    private Mono<Integer> send(URI uri, Map<String, String> headers, byte[] body) {
        return client.headers(it -> {
                    headers.forEach(it::set);
                    it.setInt("Content-Length", body.length);
                })
                .post()
                .uri(uri)
                .send((_, out) -> out.sendByteArray(Mono.just(body)))
                .responseConnection((response, connection) ->
                        Mono.just(response.status().code()).doFinally(_ -> leave(connection)))
                .next();
    }

    /** Nothing more is read. Not at once: the codec is still at the bytes that the status came with. */
    private static void leave(Connection connection) {
        connection.channel().eventLoop().execute(connection::dispose);
    }
}
