package org.medalliance.platform.deadline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.PlatformTest;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.deadline.Ladder.Instance;
import org.medalliance.platform.testing.TestIdentityProvider.Person;
import org.medalliance.platform.web.Caller;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;

@PlatformTest
class DeadlineTest {

    @Autowired
    Ladder ladder;

    @Autowired
    NoteDeadlines.Closing closing;

    @LocalServerPort
    int port;

    private Scope scope;
    private Instance one;
    private UUID id;

    @BeforeEach
    void anAllianceOfItsOwn() {
        scope = new Scope("a-" + UUID.randomUUID());
        one = ladder.instance();
        id = UUID.randomUUID();
    }

    @Test
    void theStepsOfALadderComeInTheirOrderAndTheLastOneAgainAndAgain() {
        one.moved(scope, id, "WRITTEN", "FAST");

        one.after("PT59M");
        assertThat(ladder.heard(id)).isEmpty();
        one.after("PT1M");
        assertThat(ladder.heard(id)).containsExactly("raised 1");
        one.after("PT1H");
        one.after("PT1H");
        assertThat(ladder.heard(id)).containsExactly("raised 1", "raised 2", "raised 3");
        one.after("PT59M");
        assertThat(ladder.heard(id)).hasSize(3);
        one.after("PT1M");
        one.after("PT1H");
        assertThat(ladder.heard(id)).containsExactly("raised 1", "raised 2", "raised 3", "raised 3", "raised 3");
    }

    @Test
    void aLateStartFiresWhatIsDueInItsOrderAndOnce() {
        one.moved(scope, id, "WRITTEN", "FAST");

        one.after("PT12H");
        one.after("PT0S");

        assertThat(ladder.heard(id)).containsExactly("raised 1", "raised 2", "raised 3");
        one.after("PT1H");
        assertThat(ladder.heard(id)).hasSize(4);
    }

    @Test
    void leavingTheStateEndsTheLadderAndTakesBackWhatWasRaised() {
        one.moved(scope, id, "WRITTEN", "FAST");
        one.after("PT1H");

        one.moved(scope, id, "CLOSED", "FAST");

        one.after("PT12H");
        assertThat(ladder.heard(id)).containsExactly("raised 1", "cleared 1");
        assertThat(ladder.running(id)).isZero();
    }

    @Test
    void aPausedLimitGoesOnWhereItStood() {
        one.moved(scope, id, "WRITTEN", "FAST");
        one.after("PT40M");
        one.moved(scope, id, "ASKED", "FAST");
        one.after("P3D");
        assertThat(ladder.heard(id)).isEmpty();

        one.moved(scope, id, "WRITTEN", "FAST");
        one.after("PT19M");
        assertThat(ladder.heard(id)).isEmpty();
        one.after("PT1M");
        assertThat(ladder.heard(id)).containsExactly("raised 1");
    }

    @Test
    void otherFactsSetTheLimitAnew() {
        one.moved(scope, id, "WRITTEN", "FAST");
        one.after("PT50M");

        one.moved(scope, id, "WRITTEN", "RING");

        one.after("PT0S");
        one.after("PT2M");
        assertThat(ladder.heard(id)).containsExactly("raised 1", "raised 2");
    }

    @Test
    void theSameSituationAgainChangesNothing() {
        one.moved(scope, id, "WRITTEN", "FAST");
        one.after("PT50M");
        one.moved(scope, id, "WRITTEN", "FAST");

        one.after("PT10M");

        assertThat(ladder.heard(id)).containsExactly("raised 1");
    }

    /** Monday nine o'clock; four opening hours are over at three, since nobody is there from twelve to two. */
    @Test
    void routineTimeIsCountedInOpeningHours() {
        one.moved(scope, id, "WRITTEN", "SLOW");

        one.after("PT5H59M");
        assertThat(ladder.heard(id)).isEmpty();
        one.after("PT1M");
        assertThat(ladder.heard(id)).containsExactly("raised 1");
        // Eight hours are over on Tuesday at nine, and the next hour after that on Tuesday at ten.
        one.after("PT17H59M");
        assertThat(ladder.heard(id)).containsExactly("raised 1", "raised 2");
        one.after("PT1M");
        assertThat(ladder.heard(id)).containsExactly("raised 1", "raised 2", "raised 3");
        one.after("PT1H");
        assertThat(ladder.heard(id)).hasSize(4);
    }

    @Test
    void theFirstToAcknowledgeARingDownSilencesIt() {
        one.moved(scope, id, "WRITTEN", "RING");
        one.after("PT0S");

        acknowledge().expectStatus().isOk();

        one.after("PT1H");
        assertThat(ladder.heard(id)).containsExactly("raised 1", "acknowledged 1");
        acknowledge().expectStatus().isNotFound();
    }

    @Test
    void anAcknowledgedLastStepIsNotRepeatedButTheLadderWasClimbedToItsEnd() {
        one.moved(scope, id, "WRITTEN", "FAST");
        one.after("PT1H");
        acknowledge().expectStatus().isOk();
        one.after("PT1H");
        one.after("PT1H");
        assertThat(ladder.heard(id)).containsExactly("raised 1", "acknowledged 1", "raised 2", "raised 3");

        acknowledge().expectStatus().isOk();

        one.after("P2D");
        assertThat(ladder.heard(id)).hasSize(5).endsWith("acknowledged 3");
    }

    @Test
    void whatHasToBeActedOnComesAgainWhoeverHasSeenIt() {
        one.moved(scope, id, "WRITTEN", "URGED");
        one.after("PT1H");
        acknowledge().expectStatus().isOk();

        one.after("PT1H");
        assertThat(ladder.heard(id)).containsExactly("raised 1", "acknowledged 1", "raised 1");

        one.moved(scope, id, "CLOSED", "URGED");
        one.after("PT2H");
        assertThat(ladder.heard(id)).containsExactly("raised 1", "acknowledged 1", "raised 1", "cleared 1");
    }

    @Test
    void whatMayNotBeDoneBeforeSomeTimeCountsAnewFromIt() {
        one.moved(scope, id, "READ", "FAST");
        one.after("PT3H");
        assertThat(ladder.heard(id)).as("told, and refused").containsExactly("raised 1");

        one.moved(scope, mayBeClosedFrom(one.now));
        one.after("PT10M");
        one.moved(scope, mayBeClosedFrom(one.now.minusSeconds(600)));

        one.after("PT49M");
        assertThat(ladder.heard(id)).containsExactly("raised 1", "cleared 1");
        one.after("PT1M");
        assertThat(ladder.heard(id)).containsExactly("raised 1", "cleared 1", "raised 1");
    }

    private Situation mayBeClosedFrom(Instant time) {
        var it = Ladder.situation(id, "READ", "FAST");
        return new Situation(it.about(), it.state(), it.facts(), it.times(), it.institutions(), Map.of("close", time));
    }

    @Test
    void whatThePlatformDoesByItselfIsDoneOnceByWhicheverInstance() {
        var reader = Person.of(scope.alliance(), "clinic", "p-1", "clinic-doctor");
        id = UUID.fromString(Caller.of(port, reader)
                .note("{\"text\": \"x\", \"kind\": \"PLAIN\", \"count\": 1}")
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody()
                .path("id")
                .asString());
        one.moved(scope, id, "READ", "FAST");
        one.after("PT1H");

        var instances = Stream.generate(ladder::instance).limit(4).toList();
        Flux.fromIterable(instances)
                .flatMap(it -> {
                    it.now = one.now.plusSeconds(3600);
                    return it.worker.fireDue().subscribeOn(Schedulers.parallel());
                })
                .blockLast();

        assertThat(closing.closed.get(id)).hasValue(1);
        assertThat(ladder.heard(id)).containsExactly("raised 1");
    }

    @Test
    void severalInstancesFireEachStepOnce() {
        assertThat(raised(Stream.generate(ladder::instance).limit(4).toList())).containsOnly(1L);
    }

    /** The known fault: read without a lock, a due step is everybody's. */
    @Test
    void withoutTheClaimSeveralInstancesWouldFireAStepSeveralTimes() {
        assertThat(raised(Stream.generate(ladder::unclaimed).limit(4).toList())).anyMatch(times -> times > 1);
    }

    private List<Long> raised(List<Instance> instances) {
        var cases = IntStream.range(0, 200).mapToObj(_ -> UUID.randomUUID()).toList();
        cases.forEach(it -> one.moved(scope, it, "WRITTEN", "FAST"));
        Flux.fromIterable(instances)
                .flatMap(it -> {
                    it.now = one.now.plusSeconds(3600);
                    return it.worker.fireDue().onErrorReturn(0L).subscribeOn(Schedulers.parallel());
                })
                .blockLast();
        return cases.stream().map(it -> (long) ladder.heard(it).size()).toList();
    }

    private ResponseSpec acknowledge() {
        var item = ladder.item(id);
        var reader = Person.of(scope.alliance(), "clinic", "p-1", "clinic-doctor");
        return Caller.of(port, reader)
                .post(
                        "/attention/" + (item == null ? UUID.randomUUID() : item) + "/acknowledge",
                        UUID.randomUUID().toString(),
                        "{}");
    }
}
