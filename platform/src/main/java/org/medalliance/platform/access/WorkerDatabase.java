package org.medalliance.platform.access;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;

/**
 * Rows of every alliance, for work that acts for nobody: finding what is due, and counting. What it finds is worked on
 * within the {@link Scope} of its row; no request may come this way.
 */
@Component
public class WorkerDatabase {

    private final DatabaseClient database;

    WorkerDatabase(DatabaseClient database) {
        this.database = database;
    }

    public GenericExecuteSpec sql(String sql) {
        return database.sql(sql);
    }
}
