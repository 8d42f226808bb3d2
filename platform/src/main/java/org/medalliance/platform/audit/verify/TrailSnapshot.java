package org.medalliance.platform.audit.verify;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.audit.chain.AuditRow;
import org.medalliance.platform.audit.chain.Chain;
import org.medalliance.platform.audit.chain.Seal;

/**
 * A service's trail at one moment, read only, over a connection of its own. Several look at the same moment: an entry
 * that is neither sealed nor waiting is so in truth, and not for having been sealed between two looks.
 */
final class TrailSnapshot implements AutoCloseable {

    private static final String ROWS = """
            select id, alliance_id, (extract(epoch from at) * 1000000)::bigint, subject, practitioner, institution,
                   roles, action, case_type, case_ids, basis, purpose, request_id, outcome, refusal
              from audit_entry where id = any (?)
            """;

    private static final String SEALS = """
            select number, (extract(epoch from sealed_at) * 1000000)::bigint, entry_ids, row_hashes, previous, hash
              from audit_seal order by number
            """;

    private static final String STRAY = """
            select e.id from audit_entry e
              left join (select unnest(entry_ids) as id from audit_seal) s on s.id = e.id
              left join audit_unsealed u on u.entry_id = e.id
             where s.id is null and u.entry_id is null order by e.id limit ?
            """;

    private static final String VANISHED = """
            select u.entry_id from audit_unsealed u left join audit_entry e on e.id = u.entry_id
             where e.id is null order by u.entry_id limit ?
            """;

    private final Connection connection;
    private final Chain chain = new Chain();

    private TrailSnapshot(Connection connection) {
        this.connection = connection;
    }

    /** @param snapshot of another that is open; null for a new one */
    static TrailSnapshot open(String url, @Nullable String snapshot) throws SQLException {
        var connection = DriverManager.getConnection(url);
        try {
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                statement.execute("set transaction isolation level repeatable read, read only");
                if (snapshot != null) {
                    statement.execute("set transaction snapshot '" + snapshot + "'");
                }
            }
            return new TrailSnapshot(connection);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** For others to look at the same moment, while this one is open. */
    String name() throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("select pg_export_snapshot()")) {
            rows.next();
            return rows.getString(1);
        }
    }

    void seals(Consumer<Seal> each) throws SQLException {
        try (var statement = connection.prepareStatement(SEALS)) {
            statement.setFetchSize(64);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    each.accept(new Seal(
                            rows.getLong(1),
                            time(rows.getLong(2)),
                            Arrays.stream((Long[]) rows.getArray(3).getArray())
                                    .mapToLong(Long::longValue)
                                    .toArray(),
                            rows.getBytes(4),
                            rows.getBytes(5),
                            rows.getBytes(6)));
                }
            }
        }
    }

    /** Of those of the entries that are there. */
    Map<Long, byte[]> rowHashes(long[] ids) throws SQLException {
        try (var statement = connection.prepareStatement(ROWS)) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "bigint", Arrays.stream(ids).boxed().toArray()));
            var hashes = HashMap.<Long, byte[]>newHashMap(ids.length);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    var row = row(rows);
                    hashes.put(row.id(), chain.rowHash(row));
                }
            }
            return hashes;
        }
    }

    void strays(int most, LongConsumer each) throws SQLException {
        ids(STRAY, most, each);
    }

    /** Entries that wait to be sealed and are no longer there. */
    void vanished(int most, LongConsumer each) throws SQLException {
        ids(VANISHED, most, each);
    }

    long waiting() throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("select count(*) from audit_unsealed")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private void ids(String query, int most, LongConsumer each) throws SQLException {
        try (var statement = connection.prepareStatement(query)) {
            statement.setInt(1, most);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    each.accept(rows.getLong(1));
                }
            }
        }
    }

    private static AuditRow row(ResultSet row) throws SQLException {
        return new AuditRow(
                row.getLong(1),
                row.getString(2),
                time(row.getLong(3)),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                List.of((String[]) row.getArray(7).getArray()),
                row.getString(8),
                row.getString(9),
                List.of((UUID[]) row.getArray(10).getArray()),
                row.getString(11),
                row.getString(12),
                row.getString(13),
                row.getString(14),
                row.getString(15));
    }

    private static Instant time(long microseconds) {
        return Instant.ofEpochSecond(
                Math.floorDiv(microseconds, 1_000_000L), Math.floorMod(microseconds, 1_000_000L) * 1_000L);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
