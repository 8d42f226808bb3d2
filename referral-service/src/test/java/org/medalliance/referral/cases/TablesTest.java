package org.medalliance.referral.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.lifecycle.LifecycleDocument;
import org.medalliance.platform.testing.Contracts;
import org.medalliance.referral.cases.ReferralLifecycle.Party;
import org.medalliance.referral.cases.ReferralLifecycle.State;
import org.medalliance.referral.content.Direction;

/** What the three tables say, and what they announce to others. */
class TablesTest {

    @Test
    void everyEventOfTheTablesIsNamedOnceAndInOrder() {
        assertThat(ReferralLifecycle.events())
                .isSorted()
                .doesNotHaveDuplicates()
                .contains("org.medalliance.referral.submitted.v1", "org.medalliance.referral.given-up.v1")
                .allMatch(it -> it.matches("org\\.medalliance\\.referral\\.[a-z-]+\\.v1"));
        for (var direction : Direction.values()) {
            assertThat(ReferralLifecycle.rules(direction))
                    .filteredOn(it -> it.announces() != null)
                    .allMatch(it -> ReferralLifecycle.events().toList().contains(it.event()));
        }
    }

    @Test
    void fromEveryOpenStatePeopleAloneCanReachAnEnd() {
        for (var direction : Direction.values()) {
            var ends = EnumSet.of(State.CLOSED, State.WITHDRAWN);
            assertThat(ReferralLifecycle.of(direction).finalStates()).containsExactlyInAnyOrderElementsOf(ends);
            var leads = EnumSet.copyOf(ends);
            // What waits for the case that brings the patient back ends with that one, which people end.
            leads.add(State.RECALLED);
            for (int i = 0; i < State.values().length; i++) {
                ReferralLifecycle.rules(direction).stream()
                        .filter(it ->
                                !it.isDoneByThePlatform() && it.to().stream().anyMatch(leads::contains))
                        .forEach(it -> leads.addAll(it.from()));
            }
            assertThat(leads).containsAll(states(direction));
        }
    }

    @Test
    void nothingClosesButByTheSendersOwnDoing() {
        for (var direction : Direction.values()) {
            assertThat(ReferralLifecycle.rules(direction))
                    .filteredOn(it -> it.to().contains(State.CLOSED))
                    // What waits for the case that brings the patient back ends with that one, and the sender is told.
                    .filteredOn(it -> !it.isDoneByThePlatform() || !it.from().equals(Set.of(State.RECALLED)))
                    .isNotEmpty()
                    .allMatch(it -> it.by().size() == 1 && it.by().getFirst().party() == Party.ORIGIN);
        }
    }

    /** To write it anew after a change that was meant, run this test with {@code -Dcontracts.write=true}. */
    @Test
    void theDocumentIsWhatTheTablesSay() throws IOException {
        var titles = Map.of(
                Direction.UP, "上转 · Up, from a clinic",
                Direction.ACROSS, "平转 · Across, from a hospital",
                Direction.DOWN, "下转 · Down, home again");
        var file = Contracts.folder().resolveSibling("docs/referral-lifecycle.md");
        var document = Arrays.stream(Direction.values())
                .sorted((one, other) -> Integer.compare(
                        "UAD".indexOf(one.name().charAt(0)),
                        "UAD".indexOf(other.name().charAt(0))))
                .map(it -> LifecycleDocument.of(
                        "转诊生命周期 · Lifecycle of a referral: " + titles.get(it), ReferralLifecycle.of(it)))
                .collect(Collectors.joining("\n"));
        if (Boolean.getBoolean("contracts.write")) {
            Files.writeString(file, document);
        }
        assertThat(file).content().isEqualTo(document);
    }

    /** All that the table of a direction knows. */
    static Set<State> states(Direction direction) {
        return ReferralLifecycle.rules(direction).stream()
                .flatMap(rule -> Stream.concat(rule.from().stream(), rule.to().stream()))
                .collect(Collectors.toSet());
    }
}
