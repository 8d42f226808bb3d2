package org.medalliance.platform.access;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * The only way to the rows of alliances: a statement names {@code :alliance}, which is bound from the scope and from
 * nothing else, or it is not built at all.
 */
@Component
public class AllianceDatabase {

    private static final Pattern ALLIANCE = Pattern.compile(":alliance\\b");

    private static final Pattern FILTER = Pattern.compile("(\\w+\\.)?alliance_id = :alliance\\b");

    /** Texts are constants; whoever builds them anew each time shall not fill the memory. */
    private static final int MOST_TEXTS = 4000;

    private final PlacedClient database;
    private final boolean filtered;
    private final Map<String, String> checked = new ConcurrentHashMap<>();

    /**
     * @param filtered false only to show, in a test, that the database's own lock holds without it
     */
    @Autowired
    AllianceDatabase(PlacedClient database, @Value("${alliance.access.filter:true}") boolean filtered) {
        this.database = database;
        this.filtered = filtered;
    }

    public static AllianceDatabase over(PlacedClient database) {
        return new AllianceDatabase(database, true);
    }

    /**
     * @param sql a constant text with {@code :alliance} in it; values are bound, never pasted in
     * @throws IllegalArgumentException when the statement is not held to an alliance
     */
    public GenericExecuteSpec sql(Scope scope, String sql) {
        return database.sql(held(sql)).bind("alliance", scope.alliance());
    }

    private String held(String sql) {
        var known = checked.get(sql);
        if (known != null) {
            return known;
        }
        if (!ALLIANCE.matcher(sql).find()) {
            throw new IllegalArgumentException("A statement that is not held to an alliance: " + sql.strip());
        }
        var text = filtered ? sql : FILTER.matcher(sql).replaceAll("cast(:alliance as text) is not null");
        if (checked.size() < MOST_TEXTS) {
            checked.put(sql, text);
        }
        return text;
    }

    /**
     * As {@link PlacedClient#put}.
     *
     * @param write held to the scope's alliance as any statement
     */
    public Mono<Void> put(
            Scope scope,
            JointWrite write,
            UnaryOperator<GenericExecuteSpec> values,
            Function<Boolean, Mono<Void>> told) {
        return database.put(scope.alliance(), new JointWrite(held(write.queries()), write.asked()), values, told);
    }

    /** The same for a write that nothing is asked of. */
    public Mono<Void> put(Scope scope, JointWrite write, UnaryOperator<GenericExecuteSpec> values) {
        return put(scope, write, values, _ -> Mono.empty());
    }

    /**
     * Does work on another alliance's rows within the transaction of a case that both share: what the platform keeps of
     * a case (deadlines, items) belongs to the case's alliance, whichever of its parties moves it. Nothing else of that
     * alliance comes into sight of the caller's own statements, before or after.
     */
    public <T> Mono<T> within(Scope scope, Mono<T> work) {
        return Mono.deferContextual(AllianceConnections::alliance)
                .flatMap(own -> own.equals(scope.alliance())
                        ? work
                        : set(scope.alliance()).then(work).flatMap(it -> set(own).thenReturn(it)));
    }

    /** Until the transaction ends at the latest. */
    private Mono<Long> set(String alliance) {
        return database.sql("select set_config('alliance.id', :alliance, true)")
                .bind("alliance", alliance)
                .fetch()
                .rowsUpdated();
    }
}
