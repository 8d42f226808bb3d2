package org.medalliance.platform.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** What a host name stands for, now. */
@FunctionalInterface
public interface Names {

    InetAddress[] addresses(String host) throws UnknownHostException;
}
