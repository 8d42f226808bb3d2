package org.medalliance.platform.access;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import io.r2dbc.spi.Wrapped;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * The pool's connections, each set to the alliance of the work that borrows it: PostgreSQL's row-level security shows
 * and takes that alliance's rows and no others, whatever the statement says. The alliance comes from the
 * {@link Scope} that the work carries, else from the request's token, else it is none, and no row of any alliance is
 * seen. A connection that is set already is not set again, so that one county pays nothing for it.
 */
public final class AllianceConnections implements ConnectionFactory, Wrapped<ConnectionFactory> {

    private static final String SET = "select set_config('alliance.id', $1, false)";

    private static final String NONE = "";

    private final ConnectionFactory pool;
    private final Map<Connection, String> settings = Collections.synchronizedMap(new WeakHashMap<>());

    private AllianceConnections(ConnectionFactory pool) {
        this.pool = pool;
    }

    public static ConnectionFactory over(ConnectionFactory pool) {
        return new AllianceConnections(pool);
    }

    @Override
    public Mono<Connection> create() {
        return Mono.deferContextual(context -> alliance(context).flatMap(this::setTo));
    }

    /** The alliance that the work's connection is set to; empty for none. */
    static Mono<String> alliance(ContextView context) {
        return context.hasKey(Scope.class)
                ? Mono.just(context.get(Scope.class).alliance())
                : ReactiveSecurityContextHolder.getContext()
                        .mapNotNull(SecurityContext::getAuthentication)
                        .ofType(JwtAuthenticationToken.class)
                        .mapNotNull(token -> token.getToken().getClaimAsString("alliance_id"))
                        .defaultIfEmpty(NONE);
    }

    private Mono<Connection> setTo(String alliance) {
        return Mono.<Connection>from(pool.create()).flatMap(connection -> {
            var physical = physical(connection);
            if (alliance.equals(settings.get(physical))) {
                return Mono.just(connection);
            }
            // Until the answer is there nobody knows how it is set.
            settings.remove(physical);
            return set(connection, alliance).doOnSuccess(_ -> settings.put(physical, alliance));
        });
    }

    /** One that cannot be set is given back; the pool finds out whether it is dead. */
    private static Mono<Connection> set(Connection connection, String alliance) {
        return Mono.from(connection.createStatement(SET).bind("$1", alliance).execute())
                .flatMap(result -> Mono.from(result.getRowsUpdated()))
                .thenReturn(connection)
                .onErrorResume(failure -> Mono.from(connection.close()).then(Mono.error(failure)));
    }

    private static Connection physical(Connection connection) {
        return connection instanceof Wrapped<?> wrapped && wrapped.unwrap() instanceof Connection inner
                ? physical(inner)
                : connection;
    }

    @Override
    public ConnectionFactoryMetadata getMetadata() {
        return pool.getMetadata();
    }

    @Override
    public ConnectionFactory unwrap() {
        return pool;
    }
}
