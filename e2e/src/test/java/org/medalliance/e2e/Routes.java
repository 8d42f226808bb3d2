package org.medalliance.e2e;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.medalliance.e2e.Door.Call;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Every route of the three services, read from the descriptions that they publish, with bodies that fit them. */
final class Routes {

    private static final List<String> SERVICES = List.of("referral", "telemedicine", "staffing");

    /** Of these the first that a pattern takes; a pattern that takes none of them fails the test that meets it. */
    private static final List<String> EXAMPLES = List.of(
            "sample", "03.04", "I20.0", "160781196001010012", "10020001234", "08:00", "MON", "C1", "attention:*");

    private Routes() {}

    record Route(String service, String method, String path, JsonNode operation, JsonNode document) {

        boolean takesAnId() {
            return path.contains("{");
        }

        boolean writes() {
            return method.equals("POST");
        }

        boolean hasBody() {
            return operation.has("requestBody");
        }

        /** And no file, whose rules are its own. */
        boolean takesJson() {
            return !body().isMissingNode();
        }

        /** The path with an id in each of its places. */
        String with(String id) {
            return path.replaceAll("\\{[^}]+}", id);
        }

        Call call(String user, String id) {
            var body = hasBody() ? BodyPublishers.ofString(sample()) : BodyPublishers.noBody();
            return new Call(
                    user,
                    method,
                    with(id),
                    writes() ? 1 : -1,
                    writes() ? UUID.randomUUID().toString() : "",
                    body);
        }

        boolean demandsFields() {
            return !new Samples(document).resolved(body()).path("required").isEmpty();
        }

        private JsonNode body() {
            return operation.at("/requestBody/content/application~1json/schema");
        }

        String sample() {
            return new Samples(document).of(body(), "").toString();
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    static Stream<Route> all(Door door) {
        return SERVICES.stream().flatMap(service -> of(door, service).stream());
    }

    private static List<Route> of(Door door, String service) {
        var document = door.ok(Call.get("admin", "/api/%s/v3/api-docs".formatted(service)));
        var routes = new ArrayList<Route>();
        document.path("paths")
                .forEachEntry((path, methods) -> methods.forEachEntry((method, operation) -> routes.add(
                        new Route(service, method.toUpperCase(java.util.Locale.ROOT), path, operation, document))));
        if (routes.isEmpty()) {
            throw new AssertionError(service + " describes no route.");
        }
        return routes;
    }

    /** The smallest value that a schema takes. */
    private record Samples(JsonNode document) {

        JsonNode of(JsonNode given, String name) {
            var schema = resolved(given);
            if (schema.has("enum")) {
                return schema.path("enum").get(0);
            }
            return switch (type(schema)) {
                case "object" -> object(schema);
                case "array" -> Door.JSON.createArrayNode().add(of(schema.path("items"), name));
                case "integer" ->
                    Door.JSON
                            .getNodeFactory()
                            .numberNode(Math.max(1, schema.path("minimum").asInt(1)));
                case "number" -> Door.JSON.getNodeFactory().numberNode(1.5);
                case "boolean" -> Door.JSON.getNodeFactory().booleanNode(true);
                default -> Door.JSON.getNodeFactory().stringNode(string(schema, name));
            };
        }

        private ObjectNode object(JsonNode schema) {
            var object = Door.JSON.createObjectNode();
            for (var required : schema.path("required")) {
                var field = required.asString();
                object.set(field, of(schema.path("properties").path(field), field));
            }
            return object;
        }

        private String string(JsonNode schema, String name) {
            if (schema.has("pattern")) {
                return fitting(schema.path("pattern").asString(), name);
            }
            return switch (schema.path("format").asString("")) {
                case "uuid" -> "00000000-0000-7000-8000-000000000000";
                case "date" -> LocalDate.of(1960, 1, 1).toString();
                case "date-time" -> Instant.now().minusSeconds(3600).toString();
                default -> "x".repeat(Math.max(1, schema.path("minLength").asInt(1)));
            };
        }

        private static String fitting(String pattern, String name) {
            return EXAMPLES.stream()
                    .filter(it -> it.matches(pattern))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(
                            "No example for the pattern %s of %s: add one.".formatted(pattern, name)));
        }

        private JsonNode resolved(JsonNode schema) {
            return schema.has("$ref")
                    ? document.at(schema.path("$ref").asString().substring(1))
                    : schema;
        }

        private static String type(JsonNode schema) {
            var type = schema.path("type");
            return type.isArray() ? type.get(0).asString() : type.asString("string");
        }
    }
}
