package org.medalliance.platform.audit.chain;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.WorkerDatabase;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** How much of the trail is not in the chain yet, and since when. */
@Component
class ChainPulse {

    private static final String UNSEALED = """
            select count(*) as entries, min(e.at) as oldest
              from audit_unsealed u left join audit_entry e on e.id = u.entry_id
            """;

    private final WorkerDatabase database;
    private volatile Unsealed unsealed = new Unsealed(0, null);

    ChainPulse(WorkerDatabase database, Clock clock, MeterRegistry meters) {
        this.database = database;
        Gauge.builder("alliance.audit.unsealed", () -> unsealed.entries())
                .description("Entries of the audit trail that are not in the chain yet")
                .register(meters);
        Gauge.builder("alliance.audit.unsealed.oldest", () -> age(unsealed.oldest(), clock.instant()))
                .baseUnit("seconds")
                .description("Age of the oldest entry that is not in the chain yet")
                .register(meters);
    }

    record Unsealed(long entries, @Nullable Instant oldest) {}

    @Scheduled(initialDelayString = "PT2S", fixedDelayString = "PT5S")
    Mono<Unsealed> feel() {
        return Mono.defer(() ->
                        database.sql(UNSEALED).mapProperties(Unsealed.class).one())
                .doOnNext(felt -> unsealed = felt);
    }

    private static double age(@Nullable Instant oldest, Instant now) {
        return oldest == null ? 0 : Math.max(0, Duration.between(oldest, now).toMillis() / 1000.0);
    }
}
