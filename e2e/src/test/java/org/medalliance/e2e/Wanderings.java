package org.medalliance.e2e;

import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.medalliance.e2e.Door.Call;
import org.medalliance.e2e.Door.Reply;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Random walks of referrals through the front door: at each step somebody of those who see the case takes one of the
 * actions that the server offers to them, with the body that the API's description gives for it; some are sent twice with
 * one key, some by two people at once.
 */
final class Wanderings {

    private static final List<String> PEOPLE = List.of(
            "xianghu.doctor",
            "people.officer",
            "people.officer2",
            "people.duty",
            "people.chestpain",
            "people.cardio",
            "tcm.officer");

    private static final List<String> BEGINNINGS =
            List.of("submitReferral", "submitReferral", "submitEmergency", "proposeReturn");

    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T[0-9:]+\\+08:00");

    private final Door door;
    private final Cases cases;
    private final JsonNode document;
    private final ConcurrentLinkedQueue<Acknowledged> acknowledged = new ConcurrentLinkedQueue<>();

    Wanderings(Door door) {
        this.door = door;
        this.cases = new Cases(door);
        this.document = door.ok(Call.get("admin", "/api/referral/v3/api-docs"));
    }

    /** A command that was answered with success. */
    record Acknowledged(String id, long version, String action) {}

    List<Acknowledged> acknowledged() {
        return List.copyOf(acknowledged);
    }

    /** Answers the id of the case. */
    String walk(long seed, int steps) {
        var random = new Random(seed);
        var id = begun(random);
        for (int step = 0; step < steps; step++) {
            step(random, id);
        }
        return id;
    }

    private String begun(Random random) {
        var beginning = BEGINNINGS.get(random.nextInt(BEGINNINGS.size()));
        var sender = beginning.equals("proposeReturn") ? "people.officer" : Cases.DOCTOR;
        var body = (ObjectNode) Door.JSON.readTree(fresh(example(operation(beginning))));
        if (!beginning.equals("submitEmergency")) {
            body.put("patientId", patientOf(sender));
        }
        if (beginning.equals("submitReferral")) {
            ((ObjectNode) body.path("destination")).put("department", "CARD");
        }
        var made = cases.throughFaults(Call.post(sender, path(beginning), body.toString())
                .keyed(UUID.randomUUID().toString()));
        var id = made.path("id").asString();
        acknowledged.add(new Acknowledged(id, made.path("version").asLong(), beginning));
        return id;
    }

    private String patientOf(String user) {
        return cases.throughFaults(Call.post(user, "/api/referral/v1/patients", """
                        {"name": "测试患者", "sex": "FEMALE", "birthDate": "1955-05-05", "identityKind": "UNKNOWN",
                         "insurance": "RESIDENT"}""")
                        .keyed(UUID.randomUUID().toString()))
                .path("id")
                .asString();
    }

    private void step(Random random, String id) {
        var people = new ArrayList<>(PEOPLE);
        Collections.shuffle(people, random);
        people.stream()
                .flatMap(user -> offered(user, id, random).stream())
                .findFirst()
                .ifPresent(call -> take(random, id, call));
    }

    private void take(Random random, String id, Move move) {
        switch (random.nextInt(6)) {
            case 0 -> {
                var first = answered(move.call());
                var second = answered(move.call());
                note(id, move, first);
                if (first.isSuccess() && second.isSuccess() && !first.text().equals(second.text())) {
                    throw new AssertionError("One key, two answers: " + first.text() + " and " + second.text());
                }
            }
            case 1 -> {
                var rival = PEOPLE.stream()
                        .filter(user -> !user.equals(move.call().user()))
                        .flatMap(user -> offered(user, id, random).stream())
                        .findFirst();
                var second = rival.map(it -> CompletableFuture.supplyAsync(() -> answered(it.call())));
                note(id, move, answered(move.call()));
                second.ifPresent(it -> note(id, rival.orElseThrow(), it.join()));
            }
            default -> note(id, move, answered(move.call()));
        }
    }

    private record Move(String action, Call call) {}

    private void note(String id, Move move, Reply reply) {
        if (reply.status() / 100 == 5) {
            throw new AssertionError(move.action() + ": " + reply.status() + " " + reply.text());
        }
        if (reply.isSuccess()) {
            acknowledged.add(new Acknowledged(id, reply.json().path("version").asLong(), move.action()));
        }
    }

    /** One of the actions that the server offers to this person now. */
    private Optional<Move> offered(String user, String id, Random random) {
        var seen = answered(Call.get(user, Cases.REFERRALS + "/" + id));
        if (!seen.isSuccess()) {
            return Optional.empty();
        }
        var referral = seen.json();
        var offers = referral.path("availableActions").valueStream().toList();
        if (offers.isEmpty()) {
            return Optional.empty();
        }
        var action = offers.get(random.nextInt(offers.size())).path("action").asString();
        var path = Cases.REFERRALS + "/{referralId}/" + action;
        var operation = document.path("paths").path(path).path("post");
        if (operation.isMissingNode()) {
            throw new AssertionError("The server offers %s, which the API does not have.".formatted(action));
        }
        var call = new Call(
                user,
                "POST",
                Cases.REFERRALS + "/" + id + "/" + action,
                referral.path("version").asLong(),
                UUID.randomUUID().toString(),
                operation.has("requestBody")
                        ? BodyPublishers.ofString(fresh(example(operation)))
                        : BodyPublishers.noBody());
        return Optional.of(new Move(action, call));
    }

    /** Unreachable and busy are tried again with the same key, as a client on a bad line does. */
    private Reply answered(Call call) {
        return Awaitility.await("an answer to " + call.method() + " " + call.path())
                .atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> attempt(call), Optional::isPresent)
                .orElseThrow();
    }

    private Optional<Reply> attempt(Call call) {
        try {
            var reply = door.send(call);
            var again =
                    reply.status() == 429 || reply.status() == 502 || reply.status() == 503 || reply.status() == 504;
            return again ? Optional.empty() : Optional.of(reply);
        } catch (UncheckedIOException _) {
            return Optional.empty();
        }
    }

    private JsonNode operation(String id) {
        return document.path("paths")
                .valueStream()
                .map(it -> it.path("post"))
                .filter(it -> it.path("operationId").asString("").equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no operation " + id));
    }

    private String path(String operationId) {
        return document.path("paths")
                .propertyStream()
                .filter(it -> it.getValue()
                        .path("post")
                        .path("operationId")
                        .asString("")
                        .equals(operationId))
                .findFirst()
                .orElseThrow()
                .getKey();
    }

    private static String example(JsonNode operation) {
        var content = operation.at("/requestBody/content/application~1json");
        if (!content.has("example")) {
            throw new AssertionError(
                    "No example for " + operation.path("operationId").asString());
        }
        return content.path("example").toString();
    }

    /** The examples' day is long over; a moment ago will do for whatever has a time. */
    private static String fresh(String example) {
        return TIME.matcher(example)
                .replaceAll(Instant.now().minusSeconds(2).toString())
                .replace("\"CARDIOLOGY\"", "\"CARD\"");
    }
}
