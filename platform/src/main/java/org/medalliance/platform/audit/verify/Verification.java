package org.medalliance.platform.audit.verify;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.audit.chain.Chain;
import org.medalliance.platform.audit.chain.Seal;
import org.medalliance.platform.audit.verify.Finding.What;

/**
 * One look at a service's trail: the seals in their order by one thread, the entries of what it has read by others,
 * and who is in no seal by another, all at the same moment of the database. Holds some dozens of seals at a time.
 */
public final class Verification {

    private static final int HASHING = 2;

    /** Seals whose entries are read at once. */
    private static final int GROUP = 4;

    private static final int AHEAD = 32;

    private static final List<Seal> END = List.of();

    private final String service;
    private final String url;
    private final Anchors anchors;
    private final Chain chain = new Chain();
    private final BlockingQueue<List<Seal>> read = new ArrayBlockingQueue<>(AHEAD);
    private final ConcurrentLinkedQueue<Finding> findings = new ConcurrentLinkedQueue<>();
    private final LongAdder entries = new LongAdder();
    private final List<Seal> group = new ArrayList<>();

    private long batches;
    private long last;
    private byte[] expected;

    private Verification(String service, String url, Anchors anchors) {
        this.service = service;
        this.url = url;
        this.anchors = anchors;
        this.expected = chain.beginning(service);
    }

    /**
     * @param url of the service's database by JDBC, for a role that sees every alliance's rows
     * @throws SQLException when it cannot be read to the end; then nothing can be said
     */
    public static Report of(String service, String url, Anchors anchors) throws SQLException, InterruptedException {
        return new Verification(service, url, anchors).report();
    }

    private Report report() throws SQLException, InterruptedException {
        var begun = System.nanoTime();
        try (var lead = TrailSnapshot.open(url, null);
                var threads = Executors.newFixedThreadPool(HASHING + 1)) {
            var moment = lead.name();
            var work = new ArrayList<Future<?>>();
            for (var i = 0; i < HASHING; i++) {
                work.add(threads.submit(at(moment, this::checkEntries)));
            }
            work.add(threads.submit(at(moment, this::lookForStrays)));
            try {
                lead.seals(this::follow);
                hand(group);
            } finally {
                for (var i = 0; i < HASHING; i++) {
                    put(END);
                }
            }
            checkTail();
            for (var part : work) {
                done(part);
            }
            var found = findings.stream()
                    .sorted(Finding.ORDER_OF_CHAIN)
                    .limit(Report.MOST)
                    .toList();
            var took = Duration.ofNanos(System.nanoTime() - begun).toMillis();
            return new Report(service, batches, entries.sum(), anchors.newest(service), lead.waiting(), took, found);
        }
    }

    /** One link of the chain: in its place, behind the one before, itself, and as it was told outside. */
    private void follow(Seal seal) {
        for (var gone = last + 1; gone < seal.number() && gone < last + Report.MOST; gone++) {
            found(What.MISSING, gone, null, "没有这个批次 | there is no such batch");
        }
        if (seal.number() == last + 1 && !Arrays.equals(seal.previous(), expected)) {
            found(What.ORDER, seal.number(), null, "与前一批次不衔接 | does not follow the batch before it");
        }
        var genuine = Arrays.equals(chain.sealHash(seal), seal.hash());
        if (!genuine) {
            found(What.FORGED, seal.number(), null, "内容与其摘要不符 | is not what its hash says");
        } else if (anchors.contradict(service, seal.number(), seal.hash())) {
            found(What.FORGED, seal.number(), null, "与外部锚点不符 | is not what was told outside");
        }
        batches++;
        last = seal.number();
        expected = seal.hash();
        if (genuine) {
            group.add(seal);
        }
        if (group.size() == GROUP) {
            hand(group);
        }
    }

    private void checkTail() {
        var newest = anchors.newest(service);
        if (newest > last) {
            found(
                    What.TAIL_MISSING,
                    last + 1,
                    null,
                    "批次 %d 之后缺失，外部锚点至批次 %d | what follows batch %d is gone; batch %d was told outside"
                            .formatted(last, newest, last, newest));
        }
    }

    private void hand(List<Seal> seals) {
        if (!seals.isEmpty()) {
            put(List.copyOf(seals));
            seals.clear();
        }
    }

    private void checkEntries(TrailSnapshot trail) throws SQLException, InterruptedException {
        SQLException failure = null;
        for (var seals = read.take(); seals != END; seals = read.take()) {
            // Whoever fails goes on taking, so that the reader is not held up, and says so in the end.
            try {
                if (failure == null) {
                    checkEntries(trail, seals);
                }
            } catch (SQLException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void checkEntries(TrailSnapshot trail, List<Seal> seals) throws SQLException {
        var hashes = trail.rowHashes(
                seals.stream().flatMapToLong(it -> Arrays.stream(it.entryIds())).toArray());
        seals.forEach(seal -> compare(seal, hashes));
    }

    private void compare(Seal seal, Map<Long, byte[]> hashes) {
        for (var place = 0; place < seal.entryIds().length; place++) {
            var id = seal.entryIds()[place];
            var hash = hashes.get(id);
            if (hash == null) {
                found(What.MISSING, seal.number(), id, "已被删除 | is gone");
            } else if (!Arrays.equals(hash, Chain.rowHash(seal, place))) {
                found(What.EDITED, seal.number(), id, "与封存时不符 | is not what was sealed");
            }
        }
        entries.add(seal.entryIds().length);
    }

    private void lookForStrays(TrailSnapshot trail) throws SQLException {
        trail.strays(
                Report.MOST,
                id -> found(What.UNSEALED, null, id, "不在任何批次中，也不在待封存队列中 | is in no batch and waits for none"));
        trail.vanished(Report.MOST, id -> found(What.MISSING, null, id, "在封存之前被删除 | was deleted before it was sealed"));
    }

    private void found(What what, @Nullable Long batch, @Nullable Long entry, String detail) {
        // A trail that is broken all over need not be told row by row; the first ones are what counts.
        if (findings.size() < 20 * Report.MOST) {
            findings.add(new Finding(what, batch, entry, detail));
        }
    }

    private interface Look {
        void at(TrailSnapshot trail) throws SQLException, InterruptedException;
    }

    private Callable<Boolean> at(String moment, Look look) {
        return () -> {
            try (var trail = TrailSnapshot.open(url, moment)) {
                look.at(trail);
            }
            return true;
        };
    }

    private void put(List<Seal> seals) {
        try {
            if (!read.offer(seals, 1, TimeUnit.MINUTES)) {
                throw new IllegalStateException("The entries cannot be read as fast as the seals, or not at all.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void done(Future<?> part) throws SQLException, InterruptedException {
        try {
            part.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof SQLException cause ? cause : new SQLException(e.getCause());
        }
    }
}
