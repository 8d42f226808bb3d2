package org.medalliance.gateway.live;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.medalliance.gateway.signin.OwnToken;
import org.medalliance.gateway.upstream.ServiceReader;
import org.medalliance.gateway.upstream.Upstream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * Asks each service every few seconds what changed, with the gateway's own token, so that a ring-down rings although
 * Kafka is away, or a service's way to it. Always, and not only when Kafka seems away: that costs three small requests
 * and needs no judgement of Kafka's health, which would come too late.
 */
@Component
class Feeds {

    private static final Logger log = LoggerFactory.getLogger(Feeds.class);

    private static final int PAGE = 200;

    /** More changes in one look than any county makes; what is left is asked for at the next. */
    private static final int PAGES = 5;

    /** A change is committed a little after the time that it bears. */
    private static final Duration OVERLAP = Duration.ofSeconds(15);

    private static final Duration AT_START = Duration.ofMinutes(10);

    private final ServiceReader services;
    private final OwnToken token;
    private final SignalReader reader;
    private final Broadcast broadcast;
    private final LiveMetrics metrics;
    private final Duration patience;
    private final Map<Upstream, Look> looks = new EnumMap<>(Upstream.class);

    Feeds(
            ServiceReader services,
            OwnToken token,
            SignalReader reader,
            Broadcast broadcast,
            LiveMetrics metrics,
            LiveSettings settings,
            Clock clock) {
        this.services = services;
        this.token = token;
        this.reader = reader;
        this.broadcast = broadcast;
        this.metrics = metrics;
        this.patience = settings.patience();
        var start = clock.instant().minus(AT_START);
        Arrays.stream(Upstream.values()).forEach(upstream -> looks.put(upstream, new Look(upstream, start)));
    }

    /** At a fixed rate: how long an answer takes must not add to how long a ring-down waits. */
    @Scheduled(
            initialDelayString = "${alliance.gateway.live.feed-every:5s}",
            fixedRateString = "${alliance.gateway.live.feed-every:5s}")
    Mono<Void> look() {
        return Flux.defer(() -> Flux.fromIterable(looks.values()))
                .flatMap(Look::now)
                .then();
    }

    /** One service: how far it was read, and whether it answered. */
    private final class Look {

        private final Upstream upstream;
        private final AtomicBoolean busy = new AtomicBoolean();
        private volatile Instant latest;
        private volatile boolean well = true;

        private Look(Upstream upstream, Instant latest) {
            this.upstream = upstream;
            this.latest = latest;
        }

        private Mono<Void> now() {
            return Mono.defer(() -> busy.compareAndSet(false, true) ? read() : Mono.empty());
        }

        private Mono<Void> read() {
            return token.value()
                    .flatMap(own -> page(own, latest.minus(OVERLAP))
                            .expand(items -> next(own, items))
                            .take(PAGES)
                            .flatMapIterable(items -> items)
                            .mapNotNull(item -> reader.ofFeed(item).orElse(null))
                            .collectList())
                    .doOnNext(_ -> isWell(true))
                    .onErrorResume(failure -> {
                        isWell(false);
                        return token.refused(failure).then(Mono.empty());
                    })
                    .delayElement(patience)
                    .doOnNext(this::tell)
                    .doFinally(_ -> busy.set(false))
                    .then();
        }

        private Mono<List<JsonNode>> page(String own, Instant since) {
            var path = UriComponentsBuilder.fromPath(upstream.api() + "/attention/feed")
                    .queryParam("since", since)
                    .queryParam("limit", PAGE)
                    .toUriString();
            return services.get(upstream, path, own)
                    .map(page -> page.path("items").valueStream().toList());
        }

        private Mono<List<JsonNode>> next(String own, List<JsonNode> items) {
            return items.size() < PAGE
                    ? Mono.empty()
                    : reader.ofFeed(items.getLast())
                            .map(last -> page(own, last.changedAt()))
                            .orElseGet(Mono::empty);
        }

        private void tell(List<Signal> signals) {
            signals.forEach(broadcast::tell);
            signals.stream()
                    .map(Signal::changedAt)
                    .filter(latest::isBefore)
                    .max(Instant::compareTo)
                    .ifPresent(changed -> latest = changed);
        }

        private void isWell(boolean now) {
            metrics.feedUp(upstream, now);
            if (well != now) {
                well = now;
                log.info("The attention feed of {} {}", upstream.id(), now ? "answers again" : "does not answer");
            }
        }
    }
}
