package org.medalliance.local.engine;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * A service's own database with its two roles: the owner, with which migrations run, and the application role, which
 * owns nothing, reads and writes rows, and can create nothing.
 */
public record ServiceDatabase(
        String jdbcUrl, String r2dbcUrl, String ownerName, String ownerPassword, String appName, String appPassword) {

    /** Makes database and roles, or brings their passwords and rights up to date. */
    public static ServiceDatabase create(
            PostgresCluster cluster, String name, String ownerPassword, String appPassword) {
        return create(cluster, "127.0.0.1", cluster.port(), name, ownerPassword, appPassword);
    }

    static ServiceDatabase create(
            PostgresCluster cluster, String host, int port, String name, String ownerPassword, String appPassword) {
        var owner = name + "_owner";
        var app = name + "_app";
        try (var server = cluster.connect("postgres")) {
            role(server, owner, ownerPassword);
            role(server, app, appPassword);
            database(server, name, owner);
            run(server, "revoke all on database %s from public".formatted(name));
            run(server, "grant connect on database %s to %s".formatted(name, app));
        } catch (SQLException e) {
            throw refused(name, e);
        }
        try (var database = cluster.connect(name)) {
            run(database, "create extension if not exists pg_stat_statements");
            run(database, "alter schema public owner to " + owner);
            run(database, "revoke all on schema public from public");
            run(database, "grant usage on schema public to " + app);
            run(database, defaults(owner, "select, insert, update, delete on tables", app));
            run(database, defaults(owner, "usage on sequences", app));
        } catch (SQLException e) {
            throw refused(name, e);
        }
        return new ServiceDatabase(
                "jdbc:postgresql://%s:%d/%s".formatted(host, port, name),
                "r2dbc:postgresql://%s:%d/%s".formatted(host, port, name),
                owner,
                ownerPassword,
                app,
                appPassword);
    }

    /** A database with an owner only, for an engine that keeps its own house (Keycloak). */
    public static void createOwned(PostgresCluster cluster, String name, String ownerPassword) {
        try (var server = cluster.connect("postgres")) {
            role(server, name + "_owner", ownerPassword);
            database(server, name, name + "_owner");
            run(server, "revoke all on database %s from public".formatted(name));
        } catch (SQLException e) {
            throw refused(name, e);
        }
    }

    private static void role(Connection server, String name, String password) throws SQLException {
        if (!exists(server, "select from pg_roles where rolname = ?", name)) {
            run(server, "create role " + name + " login nosuperuser nocreatedb nocreaterole");
        }
        run(server, "alter role %s password '%s'".formatted(name, password));
    }

    private static void database(Connection server, String name, String owner) throws SQLException {
        if (!exists(server, "select from pg_database where datname = ?", name)) {
            run(server, "create database %s owner %s".formatted(name, owner));
        }
    }

    private static String defaults(String owner, String rights, String app) {
        return "alter default privileges for role %s in schema public grant %s to %s".formatted(owner, rights, app);
    }

    private static boolean exists(Connection server, String query, String name) throws SQLException {
        try (var statement = server.prepareStatement(query)) {
            statement.setString(1, name);
            return statement.executeQuery().next();
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static EngineFailed refused(String name, SQLException cause) {
        return new EngineFailed("数据库 " + name + " 无法建立 | database could not be made: " + cause.getMessage(), cause);
    }
}
