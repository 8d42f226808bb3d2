package org.medalliance.platform.access;

/**
 * A write that can share one statement with others, each as data-modifying {@code with} queries: PostgreSQL carries them
 * out on one snapshot and in no order, so one must not lean on what another writes.
 *
 * @param queries such as {@code event as (insert …), called as (select …)}; each name is that of one write alone
 * @param asked an expression over the queries that is true or false, without values
 */
public record JointWrite(String queries, String asked) {

    /** A write that nothing is asked of. */
    public JointWrite(String queries) {
        this(queries, "true");
    }

    String alone() {
        return "with " + queries + " select " + asked;
    }
}
