package org.medalliance.platform.outbound;

import io.netty.resolver.AbstractAddressResolver;
import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;
import org.medalliance.platform.outbound.Forbidden.Why;

/**
 * Says where a URL leads, or that it is not to be followed. As the client's resolver it is asked for each connection,
 * and the connection is made to the very addresses that it has looked at: a name that answers otherwise a moment later
 * gains nothing.
 */
final class Destinations extends AddressResolverGroup<InetSocketAddress> {

    private final Names names;
    private final AllowedHosts allowed;

    Destinations(Names names, AllowedHosts allowed) {
        this.names = names;
        this.allowed = allowed;
    }

    /**
     * The rules that need no look at the network.
     *
     * @throws Forbidden when the URL may not be called, wherever its host is
     */
    URI permitted(String url) {
        var uri = parsed(url);
        if (uri.getRawUserInfo() != null) {
            throw new Forbidden(Why.WITH_CREDENTIALS);
        }
        if (!allowed.contain(uri.getHost(), port(uri))) {
            if (!"https".equalsIgnoreCase(uri.getScheme())) {
                throw new Forbidden(Why.NOT_HTTPS);
            }
            if (port(uri) != 443) {
                throw new Forbidden(Why.UNUSUAL_PORT);
            }
        }
        return uri;
    }

    private static URI parsed(String url) {
        try {
            var uri = new URI(url);
            var web = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
            if (!web || uri.getHost() == null || uri.getRawFragment() != null || port(uri) > 65_535) {
                throw new Forbidden(Why.MALFORMED);
            }
            return uri;
        } catch (URISyntaxException _) {
            throw new Forbidden(Why.MALFORMED);
        }
    }

    private static int port(URI uri) {
        if (uri.getPort() != -1) {
            return uri.getPort();
        }
        return "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
    }

    /** Blocks while names are looked up. */
    List<InetSocketAddress> addresses(URI uri) {
        var host = uri.getHost();
        return addresses(host.startsWith("[") ? host.substring(1, host.length() - 1) : host, port(uri));
    }

    /** One address that is not public spoils all: which one is tried is nobody's choice. */
    private List<InetSocketAddress> addresses(String host, int port) {
        try {
            var found = Stream.of(names.addresses(host)).toList();
            if (!allowed.contain(host, port) && !found.stream().allMatch(PublicAddresses::isPublic)) {
                throw new Forbidden(Why.NOT_PUBLIC);
            }
            return found.stream().map(it -> new InetSocketAddress(it, port)).toList();
        } catch (UnknownHostException _) {
            throw new Forbidden(Why.UNKNOWN_HOST);
        }
    }

    @Override
    protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
        return new AbstractAddressResolver<>(executor, InetSocketAddress.class) {

            /** An address written as numbers counts as resolved elsewhere, and would be connected to unseen. */
            @Override
            protected boolean doIsResolved(InetSocketAddress address) {
                return false;
            }

            @Override
            protected void doResolve(InetSocketAddress address, Promise<InetSocketAddress> promise) {
                onOwnThread(
                        promise,
                        () -> promise.trySuccess(addresses(address.getHostString(), address.getPort())
                                .getFirst()));
            }

            @Override
            protected void doResolveAll(InetSocketAddress address, Promise<List<InetSocketAddress>> promise) {
                onOwnThread(promise, () -> promise.trySuccess(addresses(address.getHostString(), address.getPort())));
            }
        };
    }

    /** The look-up blocks, and an event loop must not. */
    private static void onOwnThread(Promise<?> promise, Runnable lookUp) {
        Thread.ofVirtual().name("names").start(() -> {
            try {
                lookUp.run();
            } catch (RuntimeException forbidden) {
                promise.tryFailure(forbidden);
            }
        });
    }
}
