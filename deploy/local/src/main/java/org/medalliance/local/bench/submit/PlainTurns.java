package org.medalliance.local.bench.submit;

import org.medalliance.local.process.LocalFailure;

/** pgbench's turns, each with cases and patients of its own. */
final class PlainTurns {

    /** More than two cores could do: what is prepared must not run out. */
    private static final int MOST_PER_SECOND = 3000;

    private final PgBench pgbench;
    private final PlainDatabase database;
    private final PlainSubmit plain;
    private final SubmitOptions options;
    private final PgBench.Session session;

    /** From one: the names of the first would else meet those of the cases that are there. */
    private int turn = 1;

    private int prepared = 1;

    PlainTurns(PgBench pgbench, PlainDatabase database, PlainSubmit plain, SubmitOptions options) {
        this.pgbench = pgbench;
        this.database = database;
        this.plain = plain;
        this.options = options;
        this.session = database.session();
    }

    /** For all turns over so many connections. */
    void prepare(int connections) {
        for (int i = 0; i < options.turns(); i++) {
            database.makePatients(
                    prepared++, connections, Math.ceilDiv(options.seconds() * MOST_PER_SECOND, connections));
        }
        database.settle();
    }

    PgBench.Reached run(int connections) {
        var before = database.referrals();
        var run = pgbench.run(session, plain, turn++, connections, options.seconds());
        var made = database.referrals() - before;
        if (made < run.transactions()) {
            throw new LocalFailure("pgbench 只写入 %d / %d 个病例 | pgbench made only %d of %d cases"
                    .formatted(made, run.transactions(), made, run.transactions()));
        }
        return run;
    }
}
