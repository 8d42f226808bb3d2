package org.medalliance.referral;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.medalliance.referral.cases.Referral;
import org.medalliance.referral.cases.ReferralDetails;
import org.medalliance.referral.cases.ReferralLifecycle;

@AnalyzeClasses(packages = "org.medalliance.referral", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final DescribedPredicate<JavaClass> THE_DOMAIN =
            describe("the domain", ArchitectureTest::isOfTheDomain);

    private static boolean isOfTheDomain(JavaClass it) {
        var name = it.getName().split("\\$", 2)[0];
        return name.equals(Referral.class.getName())
                || name.equals(ReferralDetails.class.getName())
                || name.equals(ReferralLifecycle.class.getName());
    }

    @ArchTest
    static final ArchRule THE_DOMAIN_IS_PLAIN_JAVA = classes()
            .that(THE_DOMAIN)
            .should()
            .onlyDependOnClassesThat(THE_DOMAIN.or(describe(
                    "the JDK, the platform's lifecycle or the marks of null",
                    it -> it.getPackageName().startsWith("java.")
                            || it.getPackageName().equals("org.medalliance.platform.lifecycle")
                            || it.getPackageName().equals("org.jspecify.annotations")
                            || it.isPrimitive()
                            || it.isArray())));

    @ArchTest
    static final ArchRule NO_SERVICE_KNOWS_ANOTHER = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.medalliance.telemedicine..", "org.medalliance.staffing..", "org.medalliance.gateway..");

    @ArchTest
    static final ArchRule WHAT_ANSWERS_REQUESTS_IS_NOBODY_ELSES = classes()
            .that()
            .haveSimpleNameEndingWith("Controller")
            .or()
            .haveSimpleNameEndingWith("Listener")
            .should()
            .bePackagePrivate();
}
