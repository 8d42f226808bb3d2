package org.medalliance.staffing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;

@AnalyzeClasses(packages = "org.medalliance.staffing", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule theDomainIsPlainJava = classes()
            .that()
            .haveNameMatching(".*\\.visit\\.(VisitingDay|VisitLifecycle)(\\$.*)?")
            .or()
            .haveNameMatching(".*\\.directory\\.(Shift|Weekday|InstitutionCode)(\\$.*)?")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "org.jspecify.annotations",
                    "org.medalliance.platform.lifecycle",
                    "org.medalliance.staffing.visit",
                    "org.medalliance.staffing.directory");

    @ArchTest
    static final ArchRule thisServiceKnowsNoOther = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.medalliance.referral..",
                    "org.medalliance.telemedicine..",
                    "org.medalliance.gateway..",
                    "org.medalliance.local..");

    @ArchTest
    static final ArchRule theDirectoryKnowsNothingOfVisits = noClasses()
            .that()
            .resideInAPackage("..directory..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..visit..");

    @ArchTest
    static final ArchRule controllersStayInside =
            classes().that().areAnnotatedWith(RestController.class).should().bePackagePrivate();

    @ArchTest
    static final ArchRule rowsAreReachedThroughTheAlliance =
            noClasses().should().dependOnClassesThat().areAssignableTo(DatabaseClient.class);

    @ArchTest
    static final ArchRule answersAreWholeBeforeTheyAreSent =
            methods().that().areAnnotatedWith(GetMapping.class).should().notHaveRawReturnType(Flux.class);
}
