package org.medalliance.platform.testing;

import org.medalliance.local.engine.PostgresEngine;
import org.medalliance.local.engine.ServiceDatabase;

/** A PostgreSQL that a test may treat badly: a process of this machine, or with {@code -Pcontainers} a container. */
public interface TestPostgres {

    int port();

    /** Database {@code name} with roles {@code name_owner} and {@code name_app}; names are lower-case identifiers. */
    ServiceDatabase createServiceDatabase(String name);

    /** With the superuser's name and password inside. */
    String superuserJdbcUrl(String database);

    /** Kills the server and all its sessions at once, as a power cut would. */
    void kill9();

    /** Starts the server again on the same port and data. */
    void restart();

    /** Freezes the server: connections stay open and nothing answers. */
    void pause();

    void resume();

    /** As a process. */
    static TestPostgres process() {
        return new Process(PostgresEngine.startTemporary());
    }

    /** @param engine ends with this JVM */
    record Process(PostgresEngine engine) implements TestPostgres {

        @Override
        public int port() {
            return engine.port();
        }

        @Override
        public ServiceDatabase createServiceDatabase(String name) {
            return engine.createServiceDatabase(name);
        }

        @Override
        public String superuserJdbcUrl(String database) {
            return engine.superuserJdbcUrl(database);
        }

        @Override
        public void kill9() {
            engine.kill9();
        }

        @Override
        public void restart() {
            engine.restart();
        }

        @Override
        public void pause() {
            engine.pause();
        }

        @Override
        public void resume() {
            engine.resume();
        }
    }
}
