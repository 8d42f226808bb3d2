package org.medalliance.platform.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.medalliance.platform.testing.Samples.Sample;
import org.medalliance.platform.testing.Samples.Target;
import org.medalliance.platform.testing.TestIdentityProvider.Person;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

/**
 * Looks at every route of a service with the eyes of those who have no part in a case. A route that takes an id answers
 * them 404, just as it does for an id that nobody has; one that takes none shows them nothing of what is not theirs.
 */
public final class ForeignEyes {

    private static final String[] ROLES = {
        "clinic-doctor",
        "referral-officer",
        "duty-officer",
        "centre-lead",
        "specialist",
        "reviewer",
        "staffing-manager",
        "bureau-viewer",
        "auditor",
        "alliance-admin",
        "his-client"
    };

    private final WebTestClient client;
    private final RequestMappingHandlerMapping routes;

    public ForeignEyes(WebTestClient client, RequestMappingHandlerMapping routes) {
        this.client = client;
        this.routes = routes;
    }

    /** Somebody with every role that sees cases, at an institution without a part. */
    public static Person at(String alliance, String institution) {
        return Person.of(alliance, institution, "p-foreign", ROLES);
    }

    /** What the foreigners saw that they should not have, as lines to read; empty when they saw nothing. */
    public List<String> leaks(Samples samples, Person... foreigners) {
        var leaks = new ArrayList<String>();
        for (var sample : samples.of(routes)) {
            var target = sample.target().get();
            for (var foreigner : foreigners) {
                look(sample, target, foreigner, leaks);
            }
            // The control: to its own people the very same request is no secret.
            var own = sample.send(client, sample.by(), target)
                    .expectBody(String.class)
                    .returnResult();
            var body = String.valueOf(own.getResponseBody());
            if (!own.getStatus().is2xxSuccessful()) {
                leaks.add("%s: the sample itself answers %s %s".formatted(name(sample), own.getStatus(), body));
            } else if (isList(sample, target) && target.ids().values().stream().noneMatch(body::contains)) {
                leaks.add("%s: the sample does not show even its own people what it is about".formatted(name(sample)));
            }
        }
        return leaks;
    }

    private void look(Sample sample, Target target, Person foreigner, List<String> leaks) {
        if (sample.sharedByAlliance() && foreigner.alliance().equals(sample.by().alliance())) {
            return;
        }
        if (sample.takesAnId(target)) {
            var real = answer(sample, target, foreigner);
            var none = answer(sample, invented(target), foreigner);
            if (!real.startsWith("404 ") || !real.equals(none)) {
                leaks.add("%s as %s: %s, for an id that nobody has %s"
                        .formatted(name(sample), who(foreigner), real, none));
            }
        } else if (isList(sample, target)) {
            var seen = answer(sample, target, foreigner);
            target.ids().values().stream()
                    .filter(seen::contains)
                    .forEach(id -> leaks.add("%s as %s shows %s".formatted(name(sample), who(foreigner), id)));
        }
    }

    private static boolean isList(Sample sample, Target target) {
        return sample.method().equals("GET") && !sample.takesAnId(target) && sample.namesAThing(target);
    }

    /** Status, type and words, without what differs by request. */
    private String answer(Sample sample, Target target, Person foreigner) {
        var result =
                sample.send(client, foreigner, target).expectBody(String.class).returnResult();
        var body = String.valueOf(result.getResponseBody()).replaceAll("\"(requestId|instance)\":\"[^\"]*\",?", "");
        return result.getStatus().value() + " " + body;
    }

    private static Target invented(Target target) {
        var ids = new java.util.LinkedHashMap<String, String>();
        target.ids().keySet().forEach(name -> ids.put(name, UUID.randomUUID().toString()));
        return new Target(ids, target.version());
    }

    private static String name(Sample sample) {
        return sample.method() + " " + sample.path();
    }

    private static String who(Person person) {
        return person.alliance() + "/" + person.institution();
    }
}
