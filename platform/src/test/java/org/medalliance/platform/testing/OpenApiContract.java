package org.medalliance.platform.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/**
 * Holds {@code contracts/openapi/<service>.yaml} equal to what the running service serves. To write it anew after a
 * change that was meant, run the service's {@code OpenApiTest} with {@code -Dcontracts.write=true}.
 */
public final class OpenApiContract {

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
            .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
            .disable(YAMLWriteFeature.SPLIT_LINES)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private OpenApiContract() {}

    /**
     * @param client bound to the running service
     * @param service as in its paths, such as {@code referral}
     */
    public static void verify(WebTestClient client, String service) {
        var served = YAML.writeValueAsString(served(client, service));
        var file = Contracts.folder().resolve("openapi/" + service + ".yaml");
        try {
            if (Boolean.getBoolean("contracts.write")) {
                Files.createDirectories(file.getParent());
                Files.writeString(file, served);
            }
            var kept = Files.exists(file) ? Files.readString(file) : "";
            if (!kept.equals(served)) {
                throw new AssertionError("""
                        contracts/openapi/%s.yaml is not what the service serves (first difference in line %d). If the \
                        change is meant, run this test with -Dcontracts.write=true and commit the file.""".formatted(service, firstDifference(kept, served)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What an outsider would miss: a name, a summary, an example of a body, a problem, or anything of our own types. */
    public static List<String> gaps(WebTestClient client, String service) {
        JsonNode document = JsonMapper.shared().valueToTree(served(client, service));
        var gaps = new ArrayList<String>();
        var names = new HashSet<String>();
        document.path("paths").properties().forEach(path -> path.getValue()
                .properties()
                .forEach(it -> gaps(it.getKey() + " " + path.getKey(), it.getValue(), names, gaps)));
        for (var own : List.of("Actor", "Command", "PageRequest")) {
            if (!document.path("components").path("schemas").path(own).isMissingNode()) {
                gaps.add("the schema " + own + " is no business of a caller's");
            }
        }
        return gaps;
    }

    private static void gaps(String route, JsonNode operation, Set<String> names, List<String> gaps) {
        var name = operation.path("operationId").asString("");
        if (!name.matches("[a-z]+[A-Z][A-Za-z]+")) {
            gaps.add(route + " has the operation id \"" + name + "\", which is no verb and noun");
        }
        if (!names.add(name)) {
            gaps.add(route + " shares its operation id " + name);
        }
        if (operation.path("summary").asString("").isBlank()) {
            gaps.add(route + " has no summary");
        }
        operation.path("requestBody").path("content").forEach(it -> {
            if (it.path("example").isMissingNode()) {
                gaps.add(route + " has no example: api-examples/" + name + ".json");
            }
        });
        for (var status : List.of("400", "401", "403")) {
            if (operation.path("responses").path(status).isMissingNode()) {
                gaps.add(route + " does not say how it answers " + status);
            }
        }
    }

    /** As plain maps, whose keys are then written in order. */
    public static Map<?, ?> served(WebTestClient client, String service) {
        var text = client.mutate()
                .codecs(it -> it.defaultCodecs().maxInMemorySize(4 << 20))
                .build()
                .get()
                .uri("/api/" + service + "/v3/api-docs")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        return JsonMapper.shared().readValue(text == null ? "{}" : text, Map.class);
    }

    private static int firstDifference(String kept, String served) {
        List<String> left = kept.lines().toList();
        List<String> right = served.lines().toList();
        int line = 0;
        while (line < left.size() && line < right.size() && left.get(line).equals(right.get(line))) {
            line++;
        }
        return line + 1;
    }
}
