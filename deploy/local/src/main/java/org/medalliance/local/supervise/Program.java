package org.medalliance.local.supervise;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.medalliance.local.process.Port;

/**
 * What a supervised process is: how it is started, when it is ready, how it is ended.
 *
 * @param title as shown to people
 * @param ports in the order of importance; the first is shown
 * @param prepare runs before each start; what it throws counts as a failed start
 * @param command asked for at each start
 * @param ready asked until it says yes; must answer within seconds
 * @param healthy asked every few seconds once it was ready; cheaper than that
 * @param stopSignal the signal that asks for a graceful end, "TERM" or "INT"
 */
public record Program(
        String name,
        String title,
        List<Port> ports,
        Runnable prepare,
        Supplier<List<String>> command,
        Map<String, String> environment,
        BooleanSupplier ready,
        BooleanSupplier healthy,
        Duration startLimit,
        String stopSignal,
        Duration stopLimit,
        Path log) {

    int port() {
        return ports.isEmpty() ? 0 : ports.getFirst().number();
    }
}
