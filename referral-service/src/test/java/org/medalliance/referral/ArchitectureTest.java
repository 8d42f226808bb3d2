package org.medalliance.referral;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.testing.HouseRules;
import org.medalliance.platform.testing.RefusalTexts;

@AnalyzeClasses(packages = "org.medalliance.referral", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchTests HOUSE = ArchTests.in(HouseRules.class);

    @ArchTest
    static final ArchRule DOMAIN = HouseRules.plainJava(
            "org.medalliance.referral.cases.Referral",
            "org.medalliance.referral.cases.ReferralDetails",
            "org.medalliance.referral.cases.ReferralLifecycle",
            "org.medalliance.referral.cases.TriageMoves",
            "org.medalliance.referral.cases.JourneyMoves",
            "org.medalliance.referral.cases.EmergencyMoves",
            "org.medalliance.referral.cases.DownMoves",
            "org.medalliance.referral.cases.CaseTimes",
            "org.medalliance.referral.cases.NodeSheet",
            "org.medalliance.referral.cases.Lists",
            "org.medalliance.referral.content..");

    @Test
    void everyRefusalHasItsWordsInBothLanguages() {
        var missing = RefusalTexts.missing(
                Path.of("src/main/java"), List.of("problems/platform", "problems/service"), List.of());
        assertThat(missing).isEmpty();
    }
}
