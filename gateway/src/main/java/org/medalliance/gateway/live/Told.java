package org.medalliance.gateway.live;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which version of each item was told last, and by whom: Kafka and the feeds tell the same, and nobody shall hear it
 * twice. The oldest are forgotten; what is then told again, clients know by item and version.
 */
final class Told {

    private static final int MOST = 20_000;

    /**
     * @param whom those who were told
     * @param turn of the feed that told it; 0 when Kafka did
     */
    record Telling(long version, Set<Audience> whom, long turn) {

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

    /** Kafka tells this; answers the telling of a feed that was before it. */
    @Nullable
    Telling byKafka(Signal signal) {
        var before = last.get(signal.key());
        if (before == null || before.version < signal.version()) {
            note(signal.key(), new Telling(signal.version(), signal.concerns(), 0));
        }
        unconfirmed.computeIfPresent(signal.key(), (_, fed) -> fed.version() <= signal.version() ? null : fed);
        return before != null && before.turn > 0 && before.version >= signal.version() ? before : null;
    }

    /** A feed tells this; null when it is no news. Whoever had the item before learns that it is gone. */
    @Nullable
    Signal byFeed(Signal signal) {
        var before = last.get(signal.key());
        if (before != null && before.version >= signal.version()) {
            return null;
        }
        var news = before == null ? signal : withThoseBefore(signal, before.whom);
        note(news.key(), new Telling(news.version(), news.concerns(), ++turn));
        unconfirmed.put(news.key(), news);
        return news;
    }

    private static Signal withThoseBefore(Signal signal, Set<Audience> before) {
        if (before.contains(signal.audience())) {
            return signal;
        }
        var whom = new HashSet<>(signal.concerns());
        whom.addAll(before);
        var kind = signal.kind() == Signal.Kind.RAISED ? Signal.Kind.HANDED_OVER : signal.kind();
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
