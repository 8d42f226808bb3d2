package org.medalliance.platform.outbound;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which addresses anybody on the internet could reach as well: a request to one of them gives nobody more than they have
 * already. After IANA's registries of special-purpose addresses (RFC 6890 and its updates), which also hold the metadata
 * services of the clouds (169.254.0.0/16, 100.100.100.200, 192.0.0.192, fd00:ec2::254); Azure's is named by itself.
 */
final class PublicAddresses {

    private static final List<Network> CLOSED_V4 = networks(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "168.63.129.16/32",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4");

    /** Everything else is not given out yet, or for use inside a site. */
    private static final Network GLOBAL_V6 = Network.of("2000::/3");

    /** Within the global ones: protocol assignments with Teredo, benchmarks and ORCHID; documentation; SRv6. */
    private static final List<Network> CLOSED_V6 = networks("2001::/23", "2001:db8::/32", "3fff::/20", "5f00::/16");

    private static final Network NAT64 = Network.of("64:ff9b::/96");
    private static final Network SIX_TO_FOUR = Network.of("2002::/16");

    private PublicAddresses() {}

    static boolean isPublic(InetAddress address) {
        var bytes = address.getAddress();
        return bytes.length == 4 ? isPublicV4(bytes) : isPublicV6(bytes);
    }

    private static boolean isPublicV4(byte[] address) {
        return CLOSED_V4.stream().noneMatch(it -> it.holds(address));
    }

    /** A form that carries an IPv4 address leads to that one. Mapped ones (::ffff:0:0/96) Java reads as IPv4 itself. */
    private static boolean isPublicV6(byte[] address) {
        if (NAT64.holds(address)) {
            return isPublicV4(Arrays.copyOfRange(address, 12, 16));
        }
        if (SIX_TO_FOUR.holds(address)) {
            return isPublicV4(Arrays.copyOfRange(address, 2, 6));
        }
        if (isIsatap(address) && !isPublicV4(Arrays.copyOfRange(address, 12, 16))) {
            return false;
        }
        return GLOBAL_V6.holds(address) && CLOSED_V6.stream().noneMatch(it -> it.holds(address));
    }

    /** Interface identifier 0000:5efe or 0200:5efe before an IPv4 address (RFC 5214). */
    private static boolean isIsatap(byte[] address) {
        return (address[8] & 0xfd) == 0 && address[9] == 0 && address[10] == 0x5e && address[11] == (byte) 0xfe;
    }

    private static List<Network> networks(String... cidrs) {
        return Stream.of(cidrs).map(Network::of).toList();
    }
}
