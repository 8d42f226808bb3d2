package org.medalliance.gateway.live;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.medalliance.gateway.live.Signal.Kind;

/**
 * Which version of each item was told last, and by whom: Kafka and the feeds tell the same, and nobody shall hear it
 * twice. The oldest are forgotten; what is then told again, clients know by item and version.
 */
final class Told {

    private static final int MOST = 20_000;

    /**
     * @param audience whom the item concerned then
     * @param whom those who were told
     * @param turn of the feed that told it; 0 when Kafka did
     * @param byKafka what Kafka has brought, which may be behind a feed
     */
    record Telling(long version, Audience audience, Set<Audience> whom, long turn, long byKafka) {

        boolean reached(LiveStream stream) {
            return stream.joined < turn && whom.stream().anyMatch(stream.audiences::contains);
        }
    }

    private final Map<Signal.Key, Telling> last = bounded();

    /** Told by a feed and not yet by Kafka: who comes back now must be told too. */
    private final Map<Signal.Key, Signal> unconfirmed = bounded();

    private long turn;

    long turn() {
        return turn;
    }

    Collection<Signal> unconfirmed() {
        return unconfirmed.values();
    }

    /** A relay that ends before it has noted what it sent sends it again. */
    boolean isRepeat(Signal signal) {
        var before = last.get(signal.key());
        return before != null && signal.version() <= before.byKafka;
    }

    /** The topic is read from an earlier place or is another one: what it brings is no repeat. */
    void kafkaBegins() {
        last.replaceAll((_, it) -> new Telling(it.version, it.audience, it.whom, it.turn, 0));
    }

    /** Kafka tells this; answers the telling of a feed that was before it. */
    @Nullable
    Telling byKafka(Signal signal) {
        var before = last.get(signal.key());
        var version = signal.version();
        unconfirmed.computeIfPresent(signal.key(), (_, fed) -> fed.version() <= version ? null : fed);
        if (before == null || before.version < version) {
            note(signal.key(), new Telling(version, signal.audience(), signal.concerns(), 0, version));
            return null;
        }
        note(signal.key(), new Telling(before.version, before.audience, before.whom, before.turn, version));
        return before.turn > 0 ? before : null;
    }

    /** A feed tells this; null when it is no news. Whoever had the item before learns that it is gone. */
    @Nullable
    Signal byFeed(Signal signal) {
        var before = last.get(signal.key());
        if (before != null && before.version >= signal.version()) {
            return null;
        }
        var news = before == null ? signal : since(before.audience, signal);
        var byKafka = before == null ? 0 : before.byKafka;
        note(news.key(), new Telling(news.version(), news.audience(), news.concerns(), ++turn, byKafka));
        unconfirmed.put(news.key(), news);
        return news;
    }

    /** A feed tells where an item is; what led there shows in whom it concerned before. */
    private static Signal since(Audience before, Signal signal) {
        var now = signal.audience();
        if (before.equals(now)) {
            // An item remembers its last hand-over; whom it concerns still, it rings again.
            return signal.kind() == Kind.HANDED_OVER ? signal.concerning(Kind.RAISED, Set.of(now)) : signal;
        }
        var whom = new HashSet<>(signal.concerns());
        whom.add(before);
        var kind = signal.kind() == Kind.RAISED ? Kind.HANDED_OVER : signal.kind();
        return signal.concerning(kind, Set.copyOf(whom));
    }

    private void note(Signal.Key key, Telling telling) {
        last.remove(key);
        last.put(key, telling);
    }

    private static <V> Map<Signal.Key, V> bounded() {
        return new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Signal.Key, V> eldest) {
                return size() > MOST;
            }
        };
    }
}
