package org.medalliance.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.medalliance.e2e.Door.Call;
import org.medalliance.e2e.Door.Reply;

/** Nothing that a client can send gets more than a clear no: on every route that takes JSON. */
class BadInputIT {

    private static final String SOMEBODY = "admin";

    private final Door door = Platform.door();

    /** One for all routes: every test is made before the first one runs. */
    private static final byte[] LARGE = new byte[10 * 1024 * 1024];

    private static final String DEEP = "[".repeat(20_000);

    @TestFactory
    Stream<DynamicTest> everyRouteThatTakesJsonAnswersNonsenseWithAProblem() {
        return Routes.all(door)
                .filter(route -> route.writes() && route.takesJson())
                .flatMap(route -> Stream.of(
                        refused(route, "no JSON", good(route).with(BodyPublishers.ofString("{\"a\": ")), Set.of(400)),
                        refused(route, "an array", good(route).with(BodyPublishers.ofString("[]")), Set.of(400)),
                        nothingIn(route),
                        refused(
                                route,
                                "an unknown field",
                                good(route).with(BodyPublishers.ofString("{\"thisFieldIsUnknown\": 1}")),
                                Set.of(400)),
                        refused(route, "deep JSON", good(route).with(BodyPublishers.ofString(DEEP)), Set.of(400)),
                        refused(
                                route,
                                "broken UTF-8",
                                good(route).with(BodyPublishers.ofByteArray(brokenUtf8())),
                                Set.of(400)),
                        refused(route, "10 MB", good(route).with(BodyPublishers.ofByteArray(LARGE)), Set.of(413)),
                        refused(route, "no Idempotency-Key", good(route).keyed(""), Set.of(400, 403))));
    }

    /** Where nothing is demanded, nothing is missing. */
    private DynamicTest nothingIn(Routes.Route route) {
        var call = good(route).with(BodyPublishers.ofString("{}"));
        return route.demandsFields()
                ? refused(route, "nothing in it", call, Set.of(400))
                : refused(route, "null", good(route).with(BodyPublishers.ofString("null")), Set.of(400));
    }

    private DynamicTest refused(Routes.Route route, String what, Call call, Set<Integer> expected) {
        return DynamicTest.dynamicTest(what + " to " + route, () -> {
            var reply = door.send(call);
            assertThat(expected).as(describe(reply)).contains(reply.status());
            assertThat(reply.isProblem()).as(describe(reply)).isTrue();
            assertThat(reply.json().path("type").asString()).startsWith("urn:medalliance:problem:");
        });
    }

    private static Call good(Routes.Route route) {
        return route.call(SOMEBODY, UUID.randomUUID().toString());
    }

    private static byte[] brokenUtf8() {
        var text = "{\"name\": \"??\"}".getBytes(StandardCharsets.UTF_8);
        text[10] = (byte) 0xC3;
        text[11] = (byte) 0x28;
        return text;
    }

    private static String describe(Reply reply) {
        return reply.status() + " " + reply.text();
    }
}
