package org.medalliance.gateway;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.reactivestreams.Publisher;

/** What the gateway keeps to: it knows nobody's cases, and its rooms look one way. */
@AnalyzeClasses(packages = "org.medalliance.gateway", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule itKnowsNoService = noClasses()
            .should()
            .dependOnClassesThat(describe(
                    "belong to a service or the runner",
                    it -> it.getPackageName().startsWith("org.medalliance.")
                            && !it.getPackageName().startsWith("org.medalliance.gateway")
                            && !it.getPackageName().startsWith("org.medalliance.platform")));

    @ArchTest
    static final ArchRule roomsDoNotLookAtOneAnother =
            slices().matching("org.medalliance.gateway.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule refusalsKnowNothingOfWhoRefuses = noClasses()
            .that()
            .resideInAPackage("..gateway.problem..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..gateway.limit..", "..gateway.signin..", "..gateway.upstream..", "..gateway.web..");

    @ArchTest
    static final ArchRule nobodySubscribes = noClasses()
            .should()
            .callMethodWhere(describe(
                    "subscribe to a publisher",
                    (JavaMethodCall call) -> call.getName().equals("subscribe")
                            && call.getTargetOwner().isAssignableTo(Publisher.class)))
            .because("a pipeline that nobody waits for fails without a word");

    @ArchTest
    static final ArchRule nothingOfADatabase = classes()
            .should()
            .onlyDependOnClassesThat(describe(
                    "are no database's",
                    it -> !it.getPackageName().startsWith("org.springframework.r2dbc")
                            && !it.getPackageName().startsWith("java.sql")
                            && !it.getPackageName().startsWith("org.springframework.kafka")));
}
