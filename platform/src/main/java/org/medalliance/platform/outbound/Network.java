package org.medalliance.platform.outbound;

import java.net.InetAddress;

/**
 * A block of addresses, such as {@code 10.0.0.0/8}.
 *
 * @param prefix four bytes or sixteen
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared, never handed out.
record Network(byte[] prefix, int bits) {

    static Network of(String cidr) {
        var slash = cidr.indexOf('/');
        return new Network(
                InetAddress.ofLiteral(cidr.substring(0, slash)).getAddress(),
                Integer.parseInt(cidr.substring(slash + 1)));
    }

    boolean holds(byte[] address) {
        if (address.length != prefix.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            var mask = 0x80 >> (bit % 8);
            if ((address[bit / 8] & mask) != (prefix[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }
}
