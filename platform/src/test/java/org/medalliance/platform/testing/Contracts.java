package org.medalliance.platform.testing;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The event schemas in {@code contracts/events}, one file per type, as a check for producers and consumers. A schema's
 * examples are part of the contract; the first one is the smallest that is valid.
 */
public final class Contracts {

    private static final JsonMapper JSON = JsonMapper.shared();

    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private static final Map<String, Schema> SCHEMAS = new ConcurrentHashMap<>();

    private Contracts() {}

    /** The folder of contracts, wherever a test is started from. */
    public static Path folder() {
        var root = System.getProperty("house.root");
        for (var path = Path.of(root == null ? "" : root).toAbsolutePath(); path != null; path = path.getParent()) {
            if (Files.isDirectory(path.resolve("contracts/events"))) {
                return path.resolve("contracts");
            }
        }
        throw new IllegalStateException(
                "No folder contracts/events above " + Path.of("").toAbsolutePath());
    }

    /** Every type that has a schema. */
    public static List<String> types() {
        try (var files = Files.list(folder().resolve("events"))) {
            return files.map(it -> it.getFileName().toString())
                    .filter(it -> it.endsWith(".json"))
                    .map(it -> it.substring(0, it.length() - ".json".length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is wrong with the data of an event of this type; empty when it keeps the contract. */
    public static List<String> violations(String type, JsonNode data) {
        // Formats are mere notes in draft 2020-12 unless they are asked for.
        return schema(type)
                .validate(data, execution -> execution.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(it -> it.getInstanceLocation() + ": " + it.getMessage())
                .sorted()
                .toList();
    }

    public static List<String> violations(String type, byte[] data) {
        return violations(type, JSON.readTree(data));
    }

    /**
     * @throws AssertionError naming the places that break the contract, never the values
     */
    public static void verify(String type, byte[] data) {
        var violations = violations(type, data);
        if (!violations.isEmpty()) {
            throw new AssertionError(type + " breaks its contract: " + String.join("; ", violations));
        }
    }

    /** The smallest valid data of this type, as a consumer may get it. */
    public static ObjectNode smallest(String type) {
        if (document(type).path("examples").path(0) instanceof ObjectNode example) {
            return example.deepCopy();
        }
        throw new AssertionError(type + ".json has no examples; the first one is the smallest that is valid.");
    }

    public static JsonNode document(String type) {
        return JSON.readTree(folder().resolve("events/" + type + ".json"));
    }

    private static Schema schema(String type) {
        return SCHEMAS.computeIfAbsent(type, it -> REGISTRY.getSchema(document(it)));
    }
}
