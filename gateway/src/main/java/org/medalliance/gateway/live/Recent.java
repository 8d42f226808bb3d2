package org.medalliance.gateway.live;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/** What was heard of late, in the order in which it was heard; bounded by age and by number. */
final class Recent {

    private final Duration kept;
    private final int most;
    private final Deque<Heard> heard = new ArrayDeque<>();

    /** Whoever stands here or further can be told all that came since. */
    private Position floor;

    Recent(Duration kept, int most, Position floor) {
        this.kept = kept;
        this.most = most;
        this.floor = floor;
    }

    void add(Heard latest, Instant now) {
        heard.addLast(latest);
        forget(now);
    }

    void forget(Instant now) {
        var tooOld = now.minus(kept);
        while (!heard.isEmpty() && (heard.size() > most || heard.getFirst().at().isBefore(tooOld))) {
            var gone = heard.removeFirst();
            floor = floor.after(gone.partition(), gone.offset());
        }
    }

    boolean reachesBackTo(Position listener) {
        return listener.covers(floor);
    }

    /** Looked up from the end: who was away for a moment costs a moment's events, not ten minutes'. */
    List<Heard> since(Position listener) {
        var news = new ArrayList<Heard>();
        Iterator<Heard> latestFirst = heard.descendingIterator();
        while (latestFirst.hasNext()) {
            var one = latestFirst.next();
            if (listener.covers(one.position())) {
                break;
            }
            if (one.isNewTo(listener)) {
                news.add(one);
            }
        }
        return news.reversed();
    }

    int size() {
        return heard.size();
    }
}
