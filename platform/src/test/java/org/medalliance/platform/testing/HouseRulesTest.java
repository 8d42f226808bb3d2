package org.medalliance.platform.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule finds its fault. */
class HouseRulesTest {

    private static final JavaClasses WRONG = new ClassFileImporter().importPackages("org.medalliance.wrong");

    static Stream<ArchRule> rules() {
        return Stream.of(
                HouseRules.nobodySubscribes,
                HouseRules.nothingIsInjectedIntoFields,
                HouseRules.controllersStayInside,
                HouseRules.everyPostIsSafeToRepeat,
                HouseRules.answersAreWholeBeforeTheyAreSent,
                HouseRules.listenersBlock,
                HouseRules.rowsAreReachedThroughTheAlliance,
                HouseRules.thereIsOneClock,
                HouseRules.everyPackageIsNullMarked,
                HouseRules.recordsHaveNamesOfTheirOwn,
                HouseRules.plainJava("org.medalliance.wrong.."));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void aRuleFindsItsFault(ArchRule rule) {
        assertThat(rule.evaluate(WRONG).hasViolation()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void andLeavesAPackageThatKeepsItAlone(ArchRule rule) {
        var plain = new ClassFileImporter(List.of(new DoNotIncludeTests()))
                .importPackages("org.medalliance.platform.lifecycle");
        assertThat(plain).isNotEmpty();
        assertThat(rule.allowEmptyShould(true).evaluate(plain).hasViolation()).isFalse();
    }
}
