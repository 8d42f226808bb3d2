package org.medalliance.gateway.web;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.adapter.ForwardedHeaderTransformer;

/**
 * Believes {@code Forwarded} and {@code X-Forwarded-*} from our own proxies only and takes them off every request. Of a
 * list of addresses the last that is no proxy of ours counts: what stands before it anyone can write.
 */
class ForwardedHeaders extends ForwardedHeaderTransformer {

    private static final String FORWARDED_FOR = "X-Forwarded-For";

    /** Letters would make the resolver ask the network. */
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|\\[?[0-9a-fA-F:.]*:[0-9a-fA-F:.]*]?");

    private final ForwardedHeaderTransformer strip = new ForwardedHeaderTransformer();
    private final List<IpSubnetFilterRule> trusted;

    ForwardedHeaders(ForwardedSettings settings) {
        trusted = settings.trustedProxies().stream()
                .map(ForwardedHeaders::network)
                .toList();
        strip.setRemoveOnly(true);
    }

    private static IpSubnetFilterRule network(String cidr) {
        var parts = cidr.split("/", -1);
        if (parts.length != 2 || !ADDRESS.matcher(parts[0]).matches()) {
            throw new IllegalArgumentException(
                    "alliance.gateway.trusted-proxies takes networks like 10.0.0.0/8, not " + cidr);
        }
        return new IpSubnetFilterRule(parts[0], Integer.parseInt(parts[1]), IpFilterRuleType.ACCEPT);
    }

    @Override
    public ServerHttpRequest apply(ServerHttpRequest request) {
        return isTrusted(request.getRemoteAddress()) ? super.apply(onlyTheNearest(request)) : strip.apply(request);
    }

    private ServerHttpRequest onlyTheNearest(ServerHttpRequest request) {
        var addresses = request.getHeaders().getValuesAsList(FORWARDED_FOR).stream()
                .flatMap(line -> Arrays.stream(line.split(",", -1)))
                .map(String::strip)
                .toList();
        var nearest = addresses.reversed().stream()
                .filter(address -> !isTrusted(address(address)))
                .findFirst();
        return request.mutate()
                .headers(headers -> {
                    headers.remove(FORWARDED_FOR);
                    nearest.filter(it -> ADDRESS.matcher(it).matches()).ifPresent(it -> headers.set(FORWARDED_FOR, it));
                })
                .build();
    }

    private static @Nullable InetSocketAddress address(String text) {
        if (!ADDRESS.matcher(text).matches()) {
            return null;
        }
        try {
            return new InetSocketAddress(InetAddress.getByName(text), 0);
        } catch (UnknownHostException _) {
            return null;
        }
    }

    private boolean isTrusted(@Nullable InetSocketAddress remote) {
        return remote != null && trusted.stream().anyMatch(network -> network.matches(remote));
    }
}
