package org.medalliance.gateway.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.medalliance.gateway.Replica;
import org.medalliance.gateway.live.Attention.Item;

/**
 * How soon a ring-down rings with many streams open, and whether anything is lost or told twice when lines break while
 * events flow. Two gateways over one Kafka; clients come back to either. {@link LiveLoadTest} runs it small in every
 * build; whole, with the figures of the bar: {@code ./mvnw test -pl gateway -am -Dtest=LiveBenchIT}.
 */
abstract class LiveBench extends LiveDoor {

    private static final int INSTITUTIONS = 20;

    private final List<Replica> replicas = new ArrayList<>();

    @BeforeEach
    void startReplicas() {
        for (var count = 0; count < 2; count++) {
            replicas.add(Replica.start(Map.of(
                    "alliance.gateway.live.kafka",
                    Attention.kafka().bootstrapServers(),
                    "alliance.gateway.limits.client.burst",
                    "100000",
                    "alliance.gateway.limits.institution.burst",
                    "100000")));
        }
    }

    @AfterEach
    void stopReplicas() {
        replicas.forEach(Replica::close);
    }

    /** Each item concerns one role at one of the institutions: fifty streams of a thousand. */
    void ring(int streams, int items, Duration pace, Duration bar) throws InterruptedException {
        var delays = new CopyOnWriteArrayList<Long>();
        var changed = new ConcurrentHashMap<String, Item>();
        var open = IntStream.range(0, streams)
                .parallel()
                .mapToObj(number -> kept(EventSource.open(
                        replica(number),
                        tokenOf("officer-" + number, "org-" + number % INSTITUTIONS, OFFICER),
                        null,
                        event -> delay(event, changed, delays))))
                .toList();
        open.forEach(EventSource::ready);

        var pacer = new Pacer(pace);
        for (var number = 0; number < items; number++) {
            pacer.await();
            var item = Item.raised(alliance, "org-" + number % INSTITUTIONS, OFFICER);
            changed.put(item.id().toString(), item);
            attention.sending(item);
        }
        var expected = (long) items * streams / INSTITUTIONS;
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> delays.size() >= expected);

        var sorted = delays.stream().sorted().toList();
        System.out.printf(
                "ring-down: %d streams on 2 gateways, %d items, %d deliveries: p50 %d ms, p99 %d ms, max %d ms%n",
                streams, items, sorted.size(), percentile(sorted, 50), percentile(sorted, 99), sorted.getLast());
        assertThat(sorted).hasSize(Math.toIntExact(expected));
        assertThat(percentile(sorted, 99)).isLessThanOrEqualTo(bar.toMillis());
    }

    private static void delay(EventSource.Event event, Map<String, Item> changed, List<Long> delays) {
        if (event.name().equals("raised")) {
            delays.add(Duration.between(changed.get(event.item()).changedAt(), event.at())
                    .toMillis());
        }
    }

    private static long percentile(List<Long> sorted, int percent) {
        return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
    }

    /** Every client's line breaks again and again, each time to be taken up at either gateway, while events flow. */
    void breakLines(int clients, int breaks, Duration pace) throws InterruptedException {
        var everything = ConcurrentHashMap.<String>newKeySet();
        var over = new AtomicBoolean();
        var people = IntStream.range(0, clients)
                .mapToObj(number -> new Person(tokenOf("officer-" + number, HOSPITAL, OFFICER)))
                .toList();
        people.forEach(person -> person.connect(replica(0)));
        people.forEach(person -> person.now.ready());

        var producing = Thread.ofVirtual().start(() -> produce(everything, over, pace));
        var pacer = new Pacer(Duration.ofMillis(10));
        for (var broken = 0; broken < breaks; broken++) {
            pacer.await();
            people.get(broken % clients)
                    .breakAndComeBack(replica(ThreadLocalRandom.current().nextInt(2)));
        }
        over.set(true);
        producing.join();

        people.forEach(person -> person.awaitAll(everything));
        var missed =
                people.stream().mapToLong(person -> person.missed(everything)).sum();
        var doubled = people.stream().mapToLong(Person::doubled).sum();
        var resyncs = people.stream().mapToLong(Person::resyncs).sum();
        System.out.printf(
                "resume: %d disconnects of %d clients over 2 gateways, %d events: %d missed, %d double, %d resyncs%n",
                breaks, clients, everything.size(), missed, doubled, resyncs);
        assertThat(List.of(missed, doubled, resyncs)).containsOnly(0L);
    }

    private void produce(Set<String> everything, AtomicBoolean over, Duration pace) {
        var pacer = new Pacer(pace);
        while (!over.get()) {
            pacer.await();
            var item = forOfficers();
            everything.add(item.id().toString());
            attention.sending(item);
        }
    }

    private int replica(int number) {
        return replicas.get(number % replicas.size()).port();
    }

    /** Somebody whose line breaks. Whatever reached the client before the break counts, as in a browser. */
    private final class Person {

        private final String token;
        private final List<EventSource> lines = new ArrayList<>();
        private EventSource now;

        private Person(String token) {
            this.token = token;
        }

        private void connect(int port) {
            var last = now == null ? null : now.lastEventId();
            now = kept(EventSource.open(port, token, last));
            lines.add(now);
        }

        private void breakAndComeBack(int port) {
            now.ready();
            now.close();
            connect(port);
        }

        private List<String> items() {
            return lines.stream()
                    .flatMap(line -> line.events().stream())
                    .filter(event -> event.name().equals("raised"))
                    .map(EventSource.Event::item)
                    .toList();
        }

        private void awaitAll(Set<String> everything) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> new TreeSet<>(items()).size() >= everything.size() || resyncs() > 0);
        }

        private long missed(Set<String> everything) {
            var heard = Set.copyOf(items());
            return everything.stream().filter(item -> !heard.contains(item)).count();
        }

        private long doubled() {
            var heard = items();
            return heard.size() - heard.stream().distinct().count();
        }

        private long resyncs() {
            return lines.stream()
                    .flatMap(line -> line.events().stream())
                    .filter(event -> event.name().equals("resync"))
                    .count();
        }
    }

    /** Load at an even pace; what comes late is caught up. */
    private static final class Pacer {

        private final long every;
        private long next = System.nanoTime();

        private Pacer(Duration every) {
            this.every = every.toNanos();
        }

        private void await() {
            next += every;
            var left = next - System.nanoTime();
            if (left > 0) {
                LockSupport.parkNanos(left);
            }
        }
    }
}
