package org.medalliance.platform.testing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.WorkerDatabase;
import org.medalliance.platform.testing.Samples.Sample;
import org.medalliance.platform.testing.Samples.Target;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sends every POST of a service what it cannot take: each required field missing, of a wrong type or an unknown value,
 * a field that nobody knows, too much, no JSON, broken UTF-8, a wrong or no ETag, a key of another request. Each has to
 * be answered by the right 4xx as a problem in the caller's language that points at the place, and to write nothing.
 */
public final class BadInput {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final byte[] BROKEN = {'{', '"', 'a', '"', ':', '"', (byte) 0xc3, (byte) 0x28, '"', '}'};

    private static final int TEN_MEGABYTES = 10 << 20;

    /** Of what is uploaded as a stream. */
    private static final int LARGEST_FILE = 20 << 20;

    private final WebTestClient client;
    private static final String COMMANDS_OWN =
            " where topic not in ('telemedicine.slots.v1', 'attention.events.v1', 'audit.anchors.v1')";

    private final WorkerDatabase database;

    public BadInput(WebTestClient client, WorkerDatabase database) {
        this.client = client;
        this.database = database;
    }

    /**
     * @param status what has to be answered
     * @param pointer that has to be among the errors; null when it is not about a place in the body
     */
    private record Attempt(
            String what,
            byte[] body,
            @Nullable Long version,
            @Nullable String key,
            int status,
            @Nullable String pointer) {}

    /** What was taken, or refused in the wrong manner, as lines to read. */
    public List<String> faults(Sample sample) {
        var target = sample.target().get();
        var faults = new ArrayList<String>();
        var before = rows();
        for (var attempt : attempts(sample, target)) {
            for (var language : List.of("zh", "en")) {
                answer(sample, target, attempt, language)
                        .forEach(fault -> faults.add("%s %s, %s (%s): %s"
                                .formatted(sample.method(), sample.path(), attempt.what(), language, fault)));
            }
        }
        var after = rows();
        if (!after.equals(before)) {
            faults.add("%s %s: rows were %s and are %s".formatted(sample.method(), sample.path(), before, after));
        }
        return faults;
    }

    /**
     * What is wrong with repeating: the same key with the same body gives the same answer and no second effect, and with
     * another body is refused.
     */
    public List<String> repetitionFaults(Sample sample) {
        var target = sample.target().get();
        var good = sample.bodyFor(target);
        var faults = new ArrayList<String>();
        var key = key();
        var first = once(sample, target, key, target.version(), good);
        var between = rows();
        var again = once(sample, target, key, target.version(), good);
        if (!first.startsWith("2") || !first.equals(again)) {
            faults.add("%s: first %s, again %s".formatted(sample.path(), first, again));
        }
        var other = good.isEmpty()
                ? once(sample, target, key, 1 + (target.version() == null ? 0 : target.version()), good)
                : once(sample, target, key, target.version(), good + " ");
        if (!other.startsWith("422 ") || !other.contains("idempotency-key-reused")) {
            faults.add("%s: the key for another request answers %s".formatted(sample.path(), other));
        }
        if (!rows().equals(between)) {
            faults.add("%s: rows were %s and are %s".formatted(sample.path(), between, rows()));
        }
        return faults;
    }

    private String once(Sample sample, Target target, String key, @Nullable Long version, String body) {
        var result = sample.send(client, sample.by(), target, key, version, bytes(body), "en")
                .expectBody(String.class)
                .returnResult();
        return result.getStatus().value() + " " + result.getResponseHeaders().getETag() + " "
                + result.getResponseHeaders().getLocation() + " " + result.getResponseBody();
    }

    private List<String> answer(Sample sample, Target target, Attempt attempt, String language) {
        var result = sample.send(
                        client, sample.by(), target, attempt.key(), attempt.version(), attempt.body(), language)
                .expectBody(String.class)
                .returnResult();
        var faults = new ArrayList<String>();
        var text = String.valueOf(result.getResponseBody());
        if (result.getStatus().value() != attempt.status()) {
            faults.add("answered %s instead of %d: %s".formatted(result.getStatus(), attempt.status(), text));
            return faults;
        }
        var type = String.valueOf(result.getResponseHeaders().getContentType());
        if (!type.startsWith("application/problem+json")) {
            faults.add("is no problem but " + type);
            return faults;
        }
        var problem = JSON.readTree(text);
        for (var field : List.of("type", "title", "detail")) {
            if (problem.path(field).asString("").isBlank()) {
                faults.add("has no " + field + ": " + text);
            }
        }
        if (isChinese(problem.path("detail").asString("")) != language.equals("zh")) {
            faults.add("is in the other language: " + text);
        }
        if (attempt.pointer() != null
                && problem.path("errors").valueStream().noneMatch(it -> points(it, attempt.pointer()))) {
            faults.add("does not point at %s: %s".formatted(attempt.pointer(), text));
        }
        return faults;
    }

    private static boolean points(JsonNode error, String pointer) {
        return error.path("pointer").asString("-").equals(pointer);
    }

    private static boolean isChinese(String text) {
        return text.codePoints().anyMatch(it -> Character.UnicodeScript.of(it) == Character.UnicodeScript.HAN);
    }

    private List<Attempt> attempts(Sample sample, Target target) {
        return sample.isUpload() ? attemptsToUpload(sample, target) : attemptsWithJson(sample, target);
    }

    private static List<Attempt> attemptsToUpload(Sample sample, Target target) {
        var good = sample.bodyFor(target);
        var tooLarge = good + "x".repeat(LARGEST_FILE);
        return List.of(
                attempt("no key", bytes(good), null, null, 400, null),
                attempt("too large a file", bytes(tooLarge), null, key(), 413, null),
                attempt("no file", new byte[0], null, key(), 400, null),
                attempt("a file of no kind", BROKEN, null, key(), 422, null));
    }

    private List<Attempt> attemptsWithJson(Sample sample, Target target) {
        var attempts = new ArrayList<Attempt>();
        var good = sample.bodyFor(target);
        var version = target.version();
        attempts.add(attempt("no key", bytes(good), version, null, 400, null));
        attempts.add(attempt("ten megabytes", large(), version, key(), 413, null));
        attempts.add(attempt("broken UTF-8", BROKEN, version, key(), 400, null));
        if (version != null) {
            attempts.add(attempt("no etag", bytes(good), null, key(), 428, null));
            attempts.add(attempt("stale etag", bytes(good), version + 1, key(), 412, null));
        }
        if (!good.isEmpty()) {
            attempts.add(attempt("no JSON", bytes("{\"a\": "), version, key(), 400, null));
            attempts.add(attempt("no body", new byte[0], version, key(), 400, null));
            attempts.add(attempt("an array", bytes("[]"), version, key(), 400, null));
            fields(JSON.readTree(good), "").forEach(pointer -> {
                attempts.add(attempt("without " + pointer, without(good, pointer), version, key(), 400, pointer));
                attempts.add(attempt("null at " + pointer, with(good, pointer, "null"), version, key(), 400, pointer));
                attempts.add(attempt(
                        "bent " + pointer,
                        with(good, pointer, wrongType(good, pointer)),
                        version,
                        key(),
                        400,
                        pointer));
            });
            attempts.add(attempt("an unknown field", with(good, "/surprise", "1"), version, key(), 400, "/surprise"));
        }
        return attempts;
    }

    private static Attempt attempt(
            String what,
            byte[] body,
            @Nullable Long version,
            @Nullable String key,
            int status,
            @Nullable String pointer) {
        return new Attempt(what, body, version, key, status, pointer);
    }

    /** Every member of an object, as pointers; elements of arrays are left to the tests of their own feature. */
    private static List<String> fields(JsonNode node, String at) {
        var pointers = new ArrayList<String>();
        if (node instanceof ObjectNode object) {
            object.properties().forEach(it -> {
                pointers.add(at + "/" + it.getKey());
                pointers.addAll(fields(it.getValue(), at + "/" + it.getKey()));
            });
        }
        return pointers;
    }

    private static byte[] without(String body, String pointer) {
        var document = JSON.readTree(body);
        parent(document, pointer).remove(name(pointer));
        return bytes(document.toString());
    }

    private static byte[] with(String body, String pointer, String value) {
        var document = JSON.readTree(body);
        parent(document, pointer).set(name(pointer), JSON.readTree(value));
        return bytes(document.toString());
    }

    /** No enum, number, date, id or list takes an object, and no object takes a text. */
    private static String wrongType(String body, String pointer) {
        var value = JSON.readTree(body).at(pointer);
        return value.isObject() || value instanceof ArrayNode ? "\"bent\"" : "{\"bent\": true}";
    }

    private static ObjectNode parent(JsonNode document, String pointer) {
        var parent = document.at(pointer.substring(0, pointer.lastIndexOf('/')));
        return (ObjectNode) parent;
    }

    private static String name(String pointer) {
        return pointer.substring(pointer.lastIndexOf('/') + 1);
    }

    private static byte[] large() {
        return bytes("{\"a\": \"" + "x".repeat(TEN_MEGABYTES) + "\"}");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }

    /**
     * Rows per table of the service's database. What the platform does by itself meanwhile (taking events in, a block
     * of numbers, a slot that passes, a deadline's step) is no trace of a command.
     */
    public Map<String, Long> rows() {
        var tables = database.sql("""
                        select table_name from information_schema.tables
                         where table_schema = 'public' and table_type = 'BASE TABLE'
                           and table_name not like 'flyway%' and table_name not in ('inbox', 'case_number', 'attention_item', 'audit_seal', 'audit_unsealed')""")
                .map(row -> row.get(0, String.class))
                .all()
                .collectList()
                .block();
        var counts = new TreeMap<String, Long>();
        for (var table : tables == null ? List.<String>of() : tables) {
            counts.put(
                    table,
                    database.sql("select count(*) from \"" + table + "\""
                                    + (table.equals("outbox") ? COMMANDS_OWN : ""))
                            .map(row -> row.get(0, Long.class))
                            .one()
                            .block());
        }
        return counts;
    }
}
