package org.medalliance.platform.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.medalliance.platform.audit.Unaudited;
import org.medalliance.platform.testing.Samples.Sample;
import org.medalliance.platform.testing.Samples.Target;
import org.medalliance.platform.testing.TestIdentityProvider.Person;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

/** The audit trail of a service under test, read as the database's superuser, past every lock. */
public final class AuditTrail {

    /** What of the platform's routes leaves no row, in every service. */
    public static final List<String> PLATFORMS = List.of(
            "/v1/attention",
            "/v1/attention/feed",
            "/v1/attention/{itemId}",
            "/v1/deadline-policies",
            "/v1/deadline-policies/{caseType}",
            "/v1/deadline-policies/{caseType}/history",
            "/v1/operations/keys",
            "/v1/webhooks/kinds");

    private final String database;

    /**
     * @param service as in its application name, without {@code -service}
     */
    public AuditTrail(String service) {
        this.database = service;
    }

    public record Entry(
            long id,
            String alliance,
            String subject,
            String practitioner,
            String institution,
            List<String> roles,
            String action,
            String caseType,
            List<UUID> caseIds,
            String basis,
            String purpose,
            String requestId,
            String outcome,
            String refusal) {}

    public Connection superuser() {
        try {
            return DriverManager.getConnection(LocalPostgres.get().superuserJdbcUrl(database));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a request has left, by the id that it was sent with. */
    public List<Entry> of(String requestId) {
        return where("request_id = ?", requestId);
    }

    /** What anybody has done about a case, or seen of it. */
    public List<Entry> about(UUID id) {
        return where("? = any (case_ids::text[])", id.toString());
    }

    private List<Entry> where(String condition, String value) {
        try (var connection = superuser();
                var statement =
                        connection.prepareStatement("select * from audit_entry where " + condition + " order by id")) {
            statement.setString(1, value);
            var rows = statement.executeQuery();
            var entries = new ArrayList<Entry>();
            while (rows.next()) {
                entries.add(entry(rows));
            }
            return entries;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                row.getLong("id"),
                row.getString("alliance_id"),
                row.getString("subject"),
                row.getString("practitioner"),
                row.getString("institution"),
                List.of((String[]) row.getArray("roles").getArray()),
                row.getString("action"),
                row.getString("case_type"),
                List.of((UUID[]) row.getArray("case_ids").getArray()),
                row.getString("basis"),
                row.getString("purpose"),
                row.getString("request_id"),
                row.getString("outcome"),
                row.getString("refusal"));
    }

    /**
     * Calls every route of a service by its sample, and by a stranger where it takes an id: one row each, done or
     * refused, none where the route says why not. Answers what was otherwise, as lines to read.
     */
    public List<String> gaps(
            WebTestClient client, RequestMappingHandlerMapping mapping, Samples samples, Person stranger) {
        var gaps = new ArrayList<String>();
        var unaudited = unaudited(mapping);
        for (var sample : samples.of(mapping)) {
            var target = sample.target().get();
            var route = sample.method() + " " + sample.path().split("\\?", 2)[0];
            var audited = !unaudited.containsKey(route);
            if (sample.takesAnId(target) && audited) {
                var other = sample.sharedByAlliance() ? stranger.in("other-county") : stranger;
                check(route, "REFUSED", other, sent(client, sample, other, target, 404, gaps), 1, gaps);
            }
            check(
                    route,
                    "DONE",
                    sample.by(),
                    sent(client, sample, sample.by(), target, 200, gaps),
                    audited ? 1 : 0,
                    gaps);
        }
        return gaps;
    }

    /** The service's own routes that leave no row; those that the platform brings are the same everywhere. */
    public static List<String> ownUnaudited(RequestMappingHandlerMapping mapping) {
        return unaudited(mapping).keySet().stream()
                .filter(route -> PLATFORMS.stream().noneMatch(route::endsWith))
                .toList();
    }

    /** By route, why it leaves no row. */
    public static Map<String, String> unaudited(RequestMappingHandlerMapping mapping) {
        var reasons = new TreeMap<String, String>();
        mapping.getHandlerMethods().forEach((route, method) -> {
            var mark = method.getMethodAnnotation(Unaudited.class);
            if (mark != null) {
                Samples.names(route).forEach(name -> reasons.put(name, mark.value()));
            }
        });
        return reasons;
    }

    private static String sent(
            WebTestClient client, Sample sample, Person person, Target target, int wanted, List<String> gaps) {
        var request = "audit-" + UUID.randomUUID();
        var answer = sample.send(
                        client.mutate().defaultHeader("X-Request-Id", request).build(), person, target)
                .expectBody(String.class)
                .returnResult();
        if (answer.getStatus().value() / 100 * 100 != wanted / 100 * 100) {
            gaps.add("%s %s answers %s %s, not %d"
                    .formatted(sample.method(), sample.path(), answer.getStatus(), answer.getResponseBody(), wanted));
        }
        return request;
    }

    private void check(String route, String outcome, Person person, String request, int wanted, List<String> gaps) {
        var rows = of(request);
        if (rows.size() != wanted) {
            gaps.add("%s (%s) leaves %d rows, not %d: %s".formatted(route, outcome, rows.size(), wanted, rows));
        }
        rows.stream()
                .filter(it -> !it.outcome().equals(outcome)
                        || it.action().equals("-")
                        || !it.institution().equals(person.institution())
                        || !it.alliance().equals(person.alliance())
                        || route.contains("Id}") && it.caseIds().isEmpty())
                .forEach(it -> gaps.add("%s leaves %s".formatted(route, it)));
    }
}
