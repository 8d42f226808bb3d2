package org.medalliance.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import org.yaml.snakeyaml.Yaml;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The document is written by hand, since an event stream says nothing of itself; what it says is true all the same. */
class OpenApiTest extends FrontDoor {

    private static final JsonMapper JSON = new JsonMapper();
    private static final JsonNode DOCUMENT = document();

    @Autowired
    private RequestMappingHandlerMapping requestMappingHandlerMapping;

    private static JsonNode document() {
        var file = Path.of(System.getProperty("house.root"), "contracts/openapi/gateway.yaml");
        try {
            Map<String, Object> yaml = new Yaml().load(Files.readString(file));
            return JSON.valueToTree(yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void everyRouteOfTheGatewayIsInTheDocumentAndNoOther() {
        var routes = new TreeSet<String>();
        requestMappingHandlerMapping.getHandlerMethods().forEach((mapping, method) -> {
            var home = method.getBeanType().getPackageName();
            // The console's pages are for browsers; they are no part of the API.
            if (home.startsWith("org.medalliance.gateway") && !home.equals("org.medalliance.gateway.console")) {
                mapping.getPatternsCondition().getPatterns().forEach(path -> mapping.getMethodsCondition()
                        .getMethods()
                        .forEach(verb -> routes.add(verb.name().toLowerCase(Locale.ROOT) + " " + path)));
            }
        });
        var described = new TreeSet<String>();
        DOCUMENT.path("paths").propertyStream().forEach(path -> path.getValue()
                .propertyNames()
                .forEach(verb -> described.add(verb + " " + path.getKey())));

        assertThat(described).isEqualTo(routes);
    }

    @Test
    void theAnswersAndTheExamplesAreAsDescribed() {
        var item = DOCUMENT.at("/paths/~1api~1inbox/get/responses/200/content/application~1json/example/items/0");
        List.of(referral, telemedicine)
                .forEach(service -> service.behaves((_, response) -> response.header("Content-Type", "application/json")
                        .sendString(Mono.just("{\"items\":[%s],\"next\":null}".formatted(item)))));
        staffing.answers(503);

        assertThat(violations("Inbox", answer("/api/inbox"))).isEmpty();
        assertThat(violations("Me", answer("/api/me"))).isEmpty();
        for (var path : List.of("me", "inbox")) {
            var content = DOCUMENT.at("/paths/~1api~1" + path + "/get/responses/200/content/application~1json");
            var schema = content.at("/schema/$ref").asString().replaceAll(".*/", "");
            assertThat(violations(schema, content.path("example").toString())).isEmpty();
        }
    }

    @Test
    void aRefusalIsAsDescribed() {
        var body = get("/api/live", issuer.token(claims -> claims.claim("alliance_id", null)))
                .exchange()
                .expectStatus()
                .isForbidden()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();

        assertThat(violations("Problem", body)).isEmpty();
    }

    private String answer(String path) {
        return get(path)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
    }

    private static List<String> violations(String schema, String json) {
        var root = new TreeMap<String, Object>();
        root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        root.put("$ref", "#/components/schemas/" + schema);
        root.put("components", DOCUMENT.path("components"));
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(SchemaLocation.of("urn:gateway:" + schema), JSON.<JsonNode>valueToTree(root))
                .validate(JSON.readTree(json))
                .stream()
                .map(Object::toString)
                .toList();
    }
}
