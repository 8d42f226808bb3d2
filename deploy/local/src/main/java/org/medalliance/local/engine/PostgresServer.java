package org.medalliance.local.engine;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** A PostgreSQL, ours or the county's own, and the role there that may make databases and roles. */
public record PostgresServer(String host, int port, String user, String password) {

    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(jdbcUrlWithPassword(database));
    }

    public boolean acceptsConnections() {
        try (var _ = connect("postgres")) {
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    public String jdbcUrl(String database) {
        return "jdbc:postgresql://%s:%d/%s".formatted(host, port, database);
    }

    public String r2dbcUrl(String database) {
        return "r2dbc:postgresql://%s:%d/%s".formatted(host, port, database);
    }

    public String jdbcUrlWithPassword(String database) {
        return "%s?user=%s&password=%s&ApplicationName=alliance"
                .formatted(jdbcUrl(database), encoded(user), encoded(password));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
