package org.medalliance.platform.access;

import java.util.regex.Pattern;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;

/**
 * The only way to the rows of alliances: a statement names {@code :alliance}, which is bound from the scope and from
 * nothing else, or it is not built at all.
 */
@Component
public class AllianceDatabase {

    private static final Pattern ALLIANCE = Pattern.compile(":alliance\\b");

    private final DatabaseClient database;

    AllianceDatabase(DatabaseClient database) {
        this.database = database;
    }

    public static AllianceDatabase over(DatabaseClient database) {
        return new AllianceDatabase(database);
    }

    /**
     * @param sql a constant text with {@code :alliance} in it; values are bound, never pasted in
     * @throws IllegalArgumentException when the statement is not held to an alliance
     */
    public GenericExecuteSpec sql(Scope scope, String sql) {
        if (!ALLIANCE.matcher(sql).find()) {
            throw new IllegalArgumentException("A statement that is not held to an alliance: " + sql.strip());
        }
        return database.sql(sql).bind("alliance", scope.alliance());
    }

    /**
     * For the service's own work over every alliance, such as a gauge or a worker's next rows; never on behalf of an
     * actor, and its answer never goes to one.
     */
    public GenericExecuteSpec everyAlliance(String sql) {
        return database.sql(sql);
    }
}
