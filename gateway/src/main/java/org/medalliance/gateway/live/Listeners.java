package org.medalliance.gateway.live;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.medalliance.gateway.problem.Refusal;

/** The open streams, found by audience: what concerns few costs little, however many listen. */
final class Listeners {

    private static final Duration ROOM_AGAIN = Duration.ofSeconds(10);

    private final int perActor;
    private final int most;
    private final Set<LiveStream> all = new LinkedHashSet<>();
    private final Map<Audience, Set<LiveStream>> byAudience = new HashMap<>();
    private final Map<String, Deque<LiveStream>> byActor = new HashMap<>();

    Listeners(int perActor, int most) {
        this.perActor = perActor;
        this.most = most;
    }

    /** Whom one more stream of this actor would displace. */
    @Nullable
    LiveStream displacedBy(Listener listener) {
        var own = byActor.get(listener.actor());
        var displaced = own != null && own.size() >= perActor ? own.getFirst() : null;
        if (displaced == null && all.size() >= most) {
            throw new Refusal.StreamsFull(ROOM_AGAIN);
        }
        return displaced;
    }

    void add(LiveStream stream) {
        all.add(stream);
        stream.audiences.forEach(
                it -> byAudience.computeIfAbsent(it, _ -> new HashSet<>()).add(stream));
        byActor.computeIfAbsent(stream.listener.actor(), _ -> new ArrayDeque<>())
                .addLast(stream);
    }

    boolean remove(LiveStream stream) {
        if (!all.remove(stream)) {
            return false;
        }
        stream.audiences.forEach(audience -> byAudience.computeIfPresent(audience, (_, streams) -> {
            streams.remove(stream);
            return streams.isEmpty() ? null : streams;
        }));
        byActor.computeIfPresent(stream.listener.actor(), (_, streams) -> {
            streams.remove(stream);
            return streams.isEmpty() ? null : streams;
        });
        return true;
    }

    /** A copy: who is told may leave at that. */
    List<LiveStream> concernedBy(Signal signal) {
        if (signal.concerns().size() == 1) {
            return List.copyOf(byAudience.getOrDefault(signal.audience(), Set.of()));
        }
        var concerned = new HashSet<LiveStream>();
        signal.concerns().forEach(audience -> concerned.addAll(byAudience.getOrDefault(audience, Set.of())));
        return List.copyOf(concerned);
    }

    List<LiveStream> all() {
        return List.copyOf(all);
    }

    int size() {
        return all.size();
    }
}
