package org.medalliance.platform.outbound;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Hosts that the operator vouches for. {@code sms.example.cn} may be called at the usual ports, {@code host:8443} at that
 * one, both also by plain HTTP and at addresses that are not public.
 */
record AllowedHosts(Set<String> entries) {

    static AllowedHosts of(Collection<String> entries) {
        return new AllowedHosts(entries.stream()
                .map(it -> it.strip().toLowerCase(Locale.ROOT))
                .filter(it -> !it.isEmpty())
                .collect(Collectors.toUnmodifiableSet()));
    }

    boolean contain(String host, int port) {
        var name = named(host);
        return entries.contains(name + ":" + port) || isUsual(port) && entries.contains(name);
    }

    private static boolean isUsual(int port) {
        return port == 443 || port == 80;
    }

    /** Without the root's dot; an IPv6 address in brackets, as in a URL. */
    private static String named(String host) {
        var name = host.toLowerCase(Locale.ROOT);
        var relative = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        return relative.contains(":") && !relative.startsWith("[") ? "[" + relative + "]" : relative;
    }
}
