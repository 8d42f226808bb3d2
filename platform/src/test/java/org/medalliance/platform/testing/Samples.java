package org.medalliance.platform.testing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.testing.TestIdentityProvider.Person;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.result.method.RequestMappingInfo;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

/**
 * One valid request per route of a service, for the tests that try every route. The routes are read from the running
 * service, so that an endpoint without a sample fails the test, and a new one is tested by being there.
 */
public final class Samples {

    private final Map<String, Sample> byRoute = new LinkedHashMap<>();

    /**
     * What a sample is aimed at, made afresh for each request.
     *
     * @param ids really existing ones, by the name of the path variable or of the place such as {@code {patientId}} in
     *     a body
     * @param version for If-Match, null where the route changes nothing that exists, or needs none
     */
    public record Target(Map<String, String> ids, @Nullable Long version) {
        public static final Target NONE = new Target(Map.of(), null);

        public static Target of(String name, Object id) {
            return new Target(Map.of(name, id.toString()), null);
        }

        public static Target of(String name, Object id, long version) {
            return new Target(Map.of(name, id.toString()), version);
        }
    }

    /**
     * @param body JSON with exactly the required fields, null for none; of an upload what is in the file
     * @param type of the body
     * @param by somebody who may do it
     * @param sharedByAlliance whether it is the alliance's, wherever in it one sits
     */
    public record Sample(
            String method,
            String path,
            @Nullable String body,
            String type,
            Person by,
            Supplier<Target> target,
            boolean sharedByAlliance) {

        private static final String JSON = "application/json";

        /**
         * Names of kinds in a path, codes that are given out, and what an alliance has agreed on: they are no thing that
         * could be hidden.
         */
        private static final Set<String> WORDS = Set.of("caseType", "limits", "indicator", "pathway", "newCode");

        /** Whether anything that the target names is a thing, and not just a word. */
        boolean namesAThing(Target target) {
            return !WORDS.containsAll(target.ids().keySet());
        }

        /** Whether path or body name something that belongs to an institution; a query only narrows a list. */
        public boolean takesAnId(Target target) {
            var route = path.split("\\?", 2)[0];
            return target.ids().keySet().stream()
                    .filter(name -> !WORDS.contains(name))
                    .map(name -> "{" + name + "}")
                    .anyMatch(place -> route.contains(place) || body != null && body.contains(place));
        }

        /** A file that is streamed, with rules of its own. */
        boolean isUpload() {
            return !type.equals(JSON);
        }

        public boolean isPost() {
            return method.equals("POST");
        }

        public String bodyFor(Target target) {
            return filled(body == null ? "" : body, target);
        }

        public WebTestClient.ResponseSpec send(WebTestClient client, Person person, Target target) {
            return send(
                    client,
                    person,
                    target,
                    UUID.randomUUID().toString(),
                    target.version(),
                    bodyFor(target).getBytes(java.nio.charset.StandardCharsets.UTF_8),
                    "zh");
        }

        public WebTestClient.ResponseSpec send(
                WebTestClient client,
                Person person,
                Target target,
                @Nullable String key,
                @Nullable Long version,
                byte[] content,
                String language) {
            var request = client.method(org.springframework.http.HttpMethod.valueOf(method))
                    .uri(filled(path, target))
                    .headers(it -> {
                        it.setBearerAuth(person.token());
                        it.set("Accept-Language", language);
                        if (key != null && isPost()) {
                            it.set("Idempotency-Key", key);
                        }
                        if (version != null) {
                            it.setIfMatch("\"" + version + "\"");
                        }
                    });
            return content.length == 0
                    ? request.exchange()
                    : request.header("Content-Type", type).bodyValue(content).exchange();
        }

        private static String filled(String text, Target target) {
            var filled = text;
            for (var id : target.ids().entrySet()) {
                filled = filled.replace("{" + id.getKey() + "}", id.getValue());
            }
            return filled;
        }
    }

    /**
     * @param path the route, with a query where it needs one: {@code /api/referral/v1/referrals?side=ORIGIN}
     */
    public Samples get(String path, Person by, Supplier<Target> target) {
        return add(new Sample("GET", path, null, Sample.JSON, by, target, false));
    }

    public Samples post(String path, @Nullable String body, Person by, Supplier<Target> target) {
        return add(new Sample("POST", path, body, Sample.JSON, by, target, false));
    }

    /**
     * @param content of a small file that is taken
     */
    public Samples upload(String path, String content, String type, Person by, Supplier<Target> target) {
        return add(new Sample("POST", path, content, type, by, target, false));
    }

    /** What belongs to the alliance and to none of its institutions, such as a webhook or a policy. */
    public Samples sharedGet(String path, Person by, Supplier<Target> target) {
        return add(new Sample("GET", path, null, Sample.JSON, by, target, true));
    }

    public Samples sharedPost(String path, @Nullable String body, Person by, Supplier<Target> target) {
        return add(new Sample("POST", path, body, Sample.JSON, by, target, true));
    }

    private Samples add(Sample sample) {
        byRoute.put(sample.method() + " " + sample.path().split("\\?", 2)[0], sample);
        return this;
    }

    /**
     * One sample per route under {@code /api}, but for the operator's, who sees no case.
     *
     * @throws AssertionError when a route has no sample, or a sample no route
     */
    public List<Sample> of(RequestMappingHandlerMapping mapping) {
        var routes = routes(mapping);
        var missing = routes.stream().filter(it -> !byRoute.containsKey(it)).toList();
        if (!missing.isEmpty()) {
            throw new AssertionError("No sample for " + missing + ": say how each is called, so that it is tested.");
        }
        var stale = byRoute.keySet().stream().filter(it -> !routes.contains(it)).toList();
        if (!stale.isEmpty()) {
            throw new AssertionError("No route for the samples " + stale);
        }
        return routes.stream().map(byRoute::get).toList();
    }

    static List<String> routes(RequestMappingHandlerMapping mapping) {
        return mapping.getHandlerMethods().keySet().stream()
                .flatMap(Samples::names)
                .filter(it -> it.contains(" /api/") && !it.contains("/operations/") && !it.contains("/v3/api-docs"))
                .sorted()
                .toList();
    }

    static java.util.stream.Stream<String> names(RequestMappingInfo route) {
        return route.getPatternsCondition().getPatterns().stream()
                .flatMap(path -> route.getMethodsCondition().getMethods().stream()
                        .map(method -> method + " " + path.getPatternString()));
    }
}
