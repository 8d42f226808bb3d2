package org.medalliance.gateway.live;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationPredicate;
import java.time.Clock;
import java.util.concurrent.locks.ReentrantLock;
import org.medalliance.platform.time.TimeConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;
import org.springframework.scheduling.annotation.EnableScheduling;

@Configuration(proxyBeanMethods = false)
@EnableScheduling
@Import(TimeConfiguration.class)
class LiveConfiguration {

    @Bean
    Broadcast broadcast(LiveSettings settings, LiveMetrics metrics, Clock clock) {
        return new Broadcast(settings, metrics, clock, new ReentrantLock());
    }

    /** A stream of hours among requests of milliseconds would make every figure of theirs useless. */
    @Bean
    ObservationPredicate streamsAreNoRequests() {
        return (_, context) -> !isStream(context);
    }

    private static boolean isStream(Observation.Context context) {
        return context instanceof ServerRequestObservationContext request
                && request.getCarrier() != null
                && LiveController.PATH.equals(request.getCarrier().getPath().value());
    }
}
