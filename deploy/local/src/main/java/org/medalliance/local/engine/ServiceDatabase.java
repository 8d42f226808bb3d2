package org.medalliance.local.engine;

import java.sql.Connection;
import java.sql.SQLException;
import org.medalliance.local.process.LocalFailure;

/**
 * A service's own database with its three roles: the owner, with which migrations run; the application role, which owns
 * nothing, reads and writes one alliance's rows at a time, and can create nothing; and the worker role, likewise, which
 * the migrations let see every alliance.
 */
public record ServiceDatabase(
        String jdbcUrl,
        String r2dbcUrl,
        String ownerName,
        String ownerPassword,
        String appName,
        String appPassword,
        String workerName,
        String workerPassword) {

    public record Passwords(String owner, String app, String worker) {}

    /** Makes database and roles, or brings their passwords and rights up to date. */
    public static ServiceDatabase create(PostgresServer server, String name, Passwords passwords) {
        var owner = name + "_owner";
        var app = name + "_app";
        var worker = name + "_worker";
        try (var connection = server.connect("postgres")) {
            role(connection, owner, passwords.owner());
            role(connection, app, passwords.app());
            role(connection, worker, passwords.worker());
            database(connection, name, owner);
            run(connection, "revoke all on database %s from public".formatted(name));
            run(connection, "grant connect on database %s to %s, %s".formatted(name, app, worker));
        } catch (SQLException e) {
            throw refused(name, e);
        }
        try (var database = server.connect(name)) {
            run(database, "create extension if not exists pg_stat_statements");
            run(database, "alter schema public owner to " + owner);
            run(database, "revoke all on schema public from public");
            run(database, "grant usage on schema public to " + app);
            run(database, defaults(owner, "select, insert, update, delete on tables", app));
            run(database, defaults(owner, "usage on sequences", app));
        } catch (SQLException e) {
            throw refused(name, e);
        }
        return at(server, name, passwords);
    }

    /** The database as somebody else made it. */
    public static ServiceDatabase at(PostgresServer server, String name, Passwords passwords) {
        return new ServiceDatabase(
                server.jdbcUrl(name),
                server.r2dbcUrl(name),
                name + "_owner",
                passwords.owner(),
                name + "_app",
                passwords.app(),
                name + "_worker",
                passwords.worker());
    }

    /** A database with an owner only, for an engine that keeps its own house (Keycloak). */
    public static void createOwned(PostgresServer server, String name, String ownerPassword) {
        try (var connection = server.connect("postgres")) {
            role(connection, name + "_owner", ownerPassword);
            database(connection, name, name + "_owner");
            run(connection, "revoke all on database %s from public".formatted(name));
        } catch (SQLException e) {
            throw refused(name, e);
        }
    }

    private static void role(Connection connection, String name, String password) throws SQLException {
        if (!exists(connection, "select from pg_roles where rolname = ?", name)) {
            run(connection, "create role " + name + " login nosuperuser nocreatedb nocreaterole");
        }
        run(connection, "alter role %s password '%s'".formatted(name, password.replace("'", "''")));
    }

    private static void database(Connection connection, String name, String owner) throws SQLException {
        if (!exists(connection, "select from pg_database where datname = ?", name)) {
            run(connection, "create database %s owner %s".formatted(name, owner));
        }
    }

    private static String defaults(String owner, String rights, String app) {
        return "alter default privileges for role %s in schema public grant %s to %s".formatted(owner, rights, app);
    }

    private static boolean exists(Connection connection, String query, String name) throws SQLException {
        try (var statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            return statement.executeQuery().next();
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static LocalFailure refused(String name, SQLException cause) {
        return new LocalFailure("数据库 " + name + " 无法建立 | database could not be made: " + cause.getMessage(), cause);
    }
}
