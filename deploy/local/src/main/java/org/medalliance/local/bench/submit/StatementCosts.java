package org.medalliance.local.bench.submit;

import java.util.ArrayList;
import java.util.List;

/** What the database knows of a submit: which statements, how often, and what each takes. */
record StatementCosts(Superuser superuser) {

    private static final String COSTS = """
            select r.rolname, s.query, s.calls, s.total_exec_time
              from pg_stat_statements s join pg_roles r on r.oid = s.userid
              join pg_database d on d.oid = s.dbid and d.datname = current_database()
             order by s.total_exec_time desc limit 40
            """;

    /**
     * @param calls for each submit
     * @param milliseconds of the server's for each submit
     */
    record Cost(String role, String statement, double calls, double milliseconds) {}

    void forget() {
        superuser.execute("select pg_stat_statements_reset()");
    }

    List<Cost> perSubmit(int submits) {
        return superuser.ask(connection -> {
            var costs = new ArrayList<Cost>();
            try (var asking = connection.createStatement();
                    var rows = asking.executeQuery(COSTS)) {
                while (rows.next()) {
                    var cost = new Cost(
                            rows.getString(1),
                            rows.getString(2).replaceAll("\\s+", " ").strip(),
                            rounded(rows.getDouble(3) / submits),
                            rounded(rows.getDouble(4) / submits));
                    if (cost.calls() >= 0.01 || cost.milliseconds() >= 0.01) {
                        costs.add(cost);
                    }
                }
            }
            return costs;
        });
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
