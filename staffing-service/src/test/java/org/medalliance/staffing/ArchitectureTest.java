package org.medalliance.staffing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import org.medalliance.platform.testing.HouseRules;

@AnalyzeClasses(packages = "org.medalliance.staffing", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchTests house = ArchTests.in(HouseRules.class);

    @ArchTest
    static final ArchRule theDomainIsPlainJava = HouseRules.plainJava(
            "org.medalliance.staffing.visit.VisitingDay",
            "org.medalliance.staffing.visit.VisitLifecycle",
            "org.medalliance.staffing.directory.DirectoryRow",
            "org.medalliance.staffing.directory.Institution",
            "org.medalliance.staffing.directory.Shift",
            "org.medalliance.staffing.directory.Weekday");

    @ArchTest
    static final ArchRule theDirectoryKnowsNothingOfVisits = noClasses()
            .that()
            .resideInAPackage("..directory..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..visit..");
}
