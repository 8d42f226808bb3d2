package org.medalliance.staffing.visit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.medalliance.platform.testing.TestIdentityProvider.Person;
import org.medalliance.staffing.Api;
import org.medalliance.staffing.Api.Reply;
import org.medalliance.staffing.County;
import org.medalliance.staffing.visit.VisitLifecycle.State;

/** Visiting days arranged as people would, through the front of the service. */
record Visits(Api api, County county) {

    static final Instant SOON = Instant.now().plus(70, ChronoUnit.MINUTES).truncatedTo(ChronoUnit.SECONDS);

    static Map<String, Object> body(String practitioner, String clinic, String specialty, Instant from, long minutes) {
        var body = new LinkedHashMap<String, Object>();
        body.put("practitioner", practitioner);
        body.put("clinic", clinic);
        body.put("specialty", specialty);
        body.put("startsAt", from.toString());
        body.put("endsAt", from.plus(minutes, ChronoUnit.MINUTES).toString());
        body.put("places", 20);
        return body;
    }

    /** The heart doctor goes north. */
    static Map<String, Object> body(Instant from, long minutes) {
        return body("heart", "north", "03.04", from, minutes);
    }

    Reply plan(Person manager, Map<String, Object> body) {
        return api.post(manager, "/visiting-days", body);
    }

    /** A day of one minute, the n-th after {@link #SOON}. */
    String planned(int minute) {
        var reply = plan(county.manager(), body(SOON.plus(minute, ChronoUnit.MINUTES), 1));
        if (reply.status() != 201) {
            throw new IllegalStateException("No visiting day could be planned: " + reply);
        }
        return reply.body().get("id").asString();
    }

    Reply act(Person person, String id, String action) {
        return act(person, id, action, version(id));
    }

    Reply act(Person person, String id, String action, long version) {
        return api.post(
                person,
                "/visiting-days/%s/%s".formatted(id, action),
                bodyOf(action),
                "\"%d\"".formatted(version),
                UUID.randomUUID().toString());
    }

    static Map<String, Object> bodyOf(String action) {
        return switch (action) {
            case "refuse", "cancel" -> Map.of("reason", "DUTY");
            case "evaluate" -> Map.of("score", 5);
            default -> Map.of();
        };
    }

    long version(String id) {
        return read(id).body().get("version").asLong();
    }

    Reply read(String id) {
        return api.get(county.manager(), "/visiting-days/" + id);
    }

    /** A visiting day in this state, brought there step by step. */
    String in(State state, int minute) {
        var id = planned(minute);
        var steps =
                switch (state) {
                    case PLANNED -> new String[0];
                    case PUBLISHED -> new String[] {"publish"};
                    case CONFIRMED -> new String[] {"publish", "confirm"};
                    case REFUSED -> new String[] {"publish", "refuse"};
                    case CANCELLED -> new String[] {"cancel"};
                    case IN_SERVICE -> new String[] {"publish", "confirm", "check-in"};
                    case DONE -> new String[] {"publish", "confirm", "check-in", "complete"};
                    case EVALUATED -> new String[] {"publish", "confirm", "check-in", "complete", "evaluate"};
                };
        for (var step : steps) {
            var reply = act(whoDoes(step), id, step);
            if (reply.status() != 200) {
                throw new IllegalStateException("%s was refused: %s".formatted(step, reply));
            }
        }
        return id;
    }

    private Person whoDoes(String step) {
        return switch (step) {
            case "publish", "cancel" -> county.manager();
            case "evaluate" -> county.north();
            default -> county.heart();
        };
    }
}
