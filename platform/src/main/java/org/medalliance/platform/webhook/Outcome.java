package org.medalliance.platform.webhook;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.outbound.Forbidden;

/**
 * How an attempt ended.
 *
 * @param status of the receiver's answer, null when it gave none
 * @param reason why it was no success: a kind, never a message; null for a success
 */
record Outcome(@Nullable Integer status, @Nullable String reason, long millis) {

    private static final int GONE = 410;

    static Outcome answered(int status, long millis) {
        var success = status >= 200 && status < 300;
        return new Outcome(status, success ? null : status == GONE ? "gone" : "refused", millis);
    }

    static Outcome failed(Throwable failure, long millis) {
        return new Outcome(null, kind(failure), millis);
    }

    boolean isDelivered() {
        return reason == null;
    }

    /** The receiver wants no more of them. */
    boolean isGone() {
        return status != null && status == GONE;
    }

    private static String kind(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case Forbidden forbidden -> {
                    return forbidden.why().name().toLowerCase(Locale.ROOT).replace('_', '-');
                }
                case TimeoutException _ -> {
                    return "timed-out";
                }
                case SSLException _ -> {
                    return "tls-failed";
                }
                case ConnectException _, NoRouteToHostException _ -> {
                    return "unreachable";
                }
                default -> {}
            }
        }
        return "connection-broken";
    }
}
