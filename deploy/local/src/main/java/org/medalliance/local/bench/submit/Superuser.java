package org.medalliance.local.bench.submit;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.medalliance.local.process.LocalFailure;

/** Asks one database as the server's superuser, each time over a connection of its own. */
record Superuser(String jdbcUrl) {

    interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    <T> T ask(Work<T> work) {
        try (var connection = DriverManager.getConnection(jdbcUrl)) {
            return work.with(connection);
        } catch (SQLException e) {
            throw refused(e);
        }
    }

    void execute(String sql) {
        ask(connection -> {
            try (var statement = connection.createStatement()) {
                return statement.execute(sql);
            }
        });
    }

    static LocalFailure refused(SQLException e) {
        return new LocalFailure("数据库 | database: " + e.getMessage(), e);
    }
}
