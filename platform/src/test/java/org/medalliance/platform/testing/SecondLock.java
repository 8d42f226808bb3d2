package org.medalliance.platform.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What a service's database says of its own lock on the rows of alliances, asked as superuser. */
public record SecondLock(String database) {

    private static final String UNLOCKED = """
            select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
             where n.nspname = 'public' and c.relkind = 'r'
               and exists (select 1 from pg_attribute a
                            where a.attrelid = c.oid and a.attname = 'alliance_id' and not a.attisdropped)
               and not (c.relrowsecurity and c.relforcerowsecurity)
            """;

    private static final String BYPASSING = """
            select r.rolname from pg_roles r
             where r.rolname in ('%1$s_app', '%1$s_worker')
               and (r.rolsuper or r.rolbypassrls or exists (select 1 from pg_class c where c.relowner = r.oid))
            """;

    private static final String LOCKED = """
            select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
             where n.nspname = 'public' and c.relkind = 'r' and c.relrowsecurity
            """;

    /** Tables with an alliance whose rows the database does not lock. */
    public List<String> unlockedTables() {
        return ask(UNLOCKED);
    }

    /** Roles of the service that the lock would not hold. */
    public List<String> bypassingRoles() {
        return ask(BYPASSING.formatted(database));
    }

    /** The known-bad setting: what the work sees while the lock is off. */
    public void withoutLock(Runnable work) {
        var tables = ask(LOCKED);
        each(tables, "disable");
        try {
            work.run();
        } finally {
            each(tables, "enable");
        }
    }

    private void each(List<String> tables, String how) {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            for (var table : tables) {
                statement.execute("alter table %s %s row level security".formatted(table, how));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> ask(String query) {
        try (var connection = connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            var found = new ArrayList<String>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(LocalPostgres.get().superuserJdbcUrl(database));
    }
}
