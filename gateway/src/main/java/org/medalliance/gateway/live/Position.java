package org.medalliance.gateway.live;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.medalliance.gateway.problem.Refusal;

/**
 * How far somebody has heard: per partition of the topic the offset that comes next. As text
 * {@code 1f00ab2c:120.0.44}: the topic's mark, then the partitions in order; a partition that is not named is at its
 * beginning. Means the same on every replica.
 */
final class Position {

    /** No topic of ours comes near it; a longer text is nobody's position. */
    private static final int MOST_CHARACTERS = 2_000;

    private static final Pattern FORM = Pattern.compile("([0-9a-f]{8}):([0-9]{1,18}(?:\\.[0-9]{1,18})*)");

    /** Differs when a topic was deleted and made again, whose offsets then mean something else. */
    private final String topic;

    private final long[] next;

    Position(String topic, long... next) {
        this.topic = topic;
        this.next = next;
    }

    /** What a client sent as {@code Last-Event-ID}; null when it has none yet. */
    static @Nullable Position parse(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        var form = text.length() <= MOST_CHARACTERS ? FORM.matcher(text) : null;
        if (form == null || !form.matches()) {
            throw new Refusal.PositionUnreadable();
        }
        var offsets = form.group(2).split("\\.", -1);
        return new Position(
                form.group(1), Arrays.stream(offsets).mapToLong(Long::parseLong).toArray());
    }

    boolean isOf(String otherTopic) {
        return topic.equals(otherTopic);
    }

    boolean isOfTopicOf(Position other) {
        return isOf(other.topic);
    }

    long at(int partition) {
        return partition < next.length ? next[partition] : 0;
    }

    /** After the record at this offset. */
    Position after(int partition, long offset) {
        var further = Arrays.copyOf(next, Math.max(next.length, partition + 1));
        further[partition] = offset + 1;
        return new Position(topic, further);
    }

    /** Of each partition what is further. */
    Position max(Position other) {
        var further = Arrays.copyOf(next, Math.max(next.length, other.next.length));
        Arrays.setAll(further, partition -> Math.max(at(partition), other.at(partition)));
        return new Position(topic, further);
    }

    /** Whether who stands here has heard all that who stands there has. */
    boolean covers(Position other) {
        for (var partition = 0; partition < other.next.length; partition++) {
            if (at(partition) < other.next[partition]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return Arrays.stream(next).mapToObj(Long::toString).collect(Collectors.joining(".", topic + ":", ""));
    }
}
