package org.medalliance.local.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.medalliance.local.engine.ServiceDatabase;
import org.medalliance.local.process.LocalFailure;

/**
 * When things were committed, as PostgreSQL noted it ({@code track_commit_timestamp}). Both databases are of one cluster,
 * so both times are of one clock. The rows that are asked about are written once and never changed.
 */
final class CommitTimes {

    private static final String COMMANDS = """
            select case_id, pg_xact_commit_timestamp(xmin) from case_move
             where action = 'CONSULT_FIRST' and case_id = any (?)
            """;

    private static final String ANSWERS = """
            select case_id, pg_xact_commit_timestamp(xmin) from case_move
             where action = 'CONSULT_OPENED' and case_id = any (?)
            """;

    private static final String EFFECTS = """
            select c.referral_id, pg_xact_commit_timestamp(m.xmin)
              from consult c join case_move m on m.case_id = c.id and m.version = 1
             where c.referral_id = any (?)
            """;

    private static final String SENT = """
            select event_id, subject::uuid from outbox
             where type = 'org.medalliance.referral.consult-requested.v1' and subject = any (?)
            """;

    private static final String RECEIVED = "select event_id, received_at from inbox where event_id = any (?)";

    private final ServiceDatabase referral;
    private final ServiceDatabase telemedicine;

    CommitTimes(ServiceDatabase referral, ServiceDatabase telemedicine) {
        this.referral = referral;
        this.telemedicine = telemedicine;
    }

    /** By referral: when the command was committed. */
    Map<UUID, Instant> commands(Collection<UUID> referrals) {
        return times(referral, COMMANDS, referrals);
    }

    /** By referral: when its consult was committed; those that are there. */
    Map<UUID, Instant> effects(Collection<UUID> referrals) {
        return times(telemedicine, EFFECTS, referrals);
    }

    /** By referral: when it was committed there that its consult is open; those of which that is known. */
    Map<UUID, Instant> answers(Collection<UUID> referrals) {
        return times(referral, ANSWERS, referrals);
    }

    /** By referral: when telemedicine took the event in hand, by its own clock on this machine. */
    Map<UUID, Instant> receipts(Collection<UUID> referrals) {
        var events = new HashMap<UUID, UUID>();
        rows(
                referral,
                SENT,
                "text",
                referrals.stream().map(UUID::toString).toArray(),
                row -> events.put(row.getObject(1, UUID.class), row.getObject(2, UUID.class)));
        var receipts = new HashMap<UUID, Instant>();
        times(telemedicine, RECEIVED, events.keySet())
                .forEach((event, at) -> receipts.put(events.getOrDefault(event, event), at));
        return receipts;
    }

    private static Map<UUID, Instant> times(ServiceDatabase database, String query, Collection<UUID> ids) {
        var times = new HashMap<UUID, Instant>();
        rows(database, query, "uuid", ids.toArray(), row -> {
            var at = row.getObject(2, OffsetDateTime.class);
            if (at == null) {
                throw new LocalFailure("PostgreSQL 没有记录提交时间，请设置 track_commit_timestamp = on | PostgreSQL keeps no"
                        + " commit times; set track_commit_timestamp = on");
            }
            times.put(row.getObject(1, UUID.class), at.toInstant());
        });
        return times;
    }

    private interface Reader {
        void read(ResultSet row) throws SQLException;
    }

    private static void rows(ServiceDatabase database, String query, String type, Object[] ids, Reader reader) {
        try (var connection = connect(database);
                var statement = connection.prepareStatement(query)) {
            statement.setArray(1, connection.createArrayOf(type, ids));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    reader.read(rows);
                }
            }
        } catch (SQLException e) {
            throw new LocalFailure("数据库没有回答 | the database did not answer: " + e.getMessage(), e);
        }
    }

    private static Connection connect(ServiceDatabase database) throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), database.workerName(), database.workerPassword());
    }
}
