package org.medalliance.local.bench.submit;

import org.medalliance.local.engine.ServiceDatabase;

/**
 * A copy of the service's database, for pgbench alone: service and pgbench can take turns, and neither works on what the
 * other has written (the relay would send pgbench's events).
 */
final class PlainDatabase {

    private static final String COPY = "plain_submits";

    /** Copies of the patient of the submit that is written down, one for each transaction to come. */
    private static final String PATIENTS = """
            insert into patient
            select (jsonb_populate_record(p, jsonb_build_object(
                       'id', %s, 'identity_index', 'bench' || c.id, 'person', 'bench' || c.id))).*
              from patient p,
                   (select (cast(? as bigint) * 64 + client) * 10000000 + n as id
                      from generate_series(0, ? - 1) client, generate_series(1, ?) n) c
             where p.id = cast(? as uuid)
            """;

    private final Superuser superuser;
    private final ServiceDatabase roles;
    private final PlainSubmit plain;

    private PlainDatabase(Superuser superuser, ServiceDatabase roles, PlainSubmit plain) {
        this.superuser = superuser;
        this.roles = roles;
        this.plain = plain;
    }

    interface Urls {
        String superuser(String database);
    }

    /** Its service's sessions are closed: nobody may be in a database that is copied. */
    static PlainDatabase copied(Urls urls, String original, ServiceDatabase roles, PlainSubmit plain) {
        var server = new Superuser(urls.superuser("postgres"));
        server.execute("alter database %s connection limit 0".formatted(original));
        try {
            server.execute(
                    "select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = '" + original + "'");
            server.execute("create database %s template %s".formatted(COPY, original));
        } finally {
            server.execute("alter database %s connection limit -1".formatted(original));
        }
        return new PlainDatabase(new Superuser(urls.superuser(COPY)), roles, plain);
    }

    PgBench.Session session() {
        return new PgBench.Session(COPY, roles.appName(), roles.appPassword(), alliance());
    }

    /**
     * The patients whom pgbench's transactions will send.
     *
     * @param turn tells the names of these from those of others
     */
    void makePatients(int turn, int clients, int each) {
        superuser.ask(connection -> {
            try (var copying =
                    connection.prepareStatement(PATIENTS.formatted(plain.fresh().of(plain.patient(), "c.id")))) {
                copying.setInt(1, turn);
                copying.setInt(2, clients);
                copying.setInt(3, each);
                copying.setString(4, plain.patient());
                return copying.executeUpdate();
            }
        });
    }

    /** As a table is that has grown slowly: its statistics and its visibility map are there. */
    void settle() {
        superuser.execute("vacuum analyze patient");
    }

    long referrals() {
        return superuser.ask(connection -> {
            try (var asking = connection.createStatement();
                    var rows = asking.executeQuery("select count(*) from referral")) {
                rows.next();
                return rows.getLong(1);
            }
        });
    }

    /** Of the submit that is written down: its sessions are held to it. */
    private String alliance() {
        return superuser.ask(connection -> {
            try (var asking =
                    connection.prepareStatement("select alliance_id from patient where id = cast(? as uuid)")) {
                asking.setString(1, plain.patient());
                try (var rows = asking.executeQuery()) {
                    rows.next();
                    return rows.getString(1);
                }
            }
        });
    }
}
