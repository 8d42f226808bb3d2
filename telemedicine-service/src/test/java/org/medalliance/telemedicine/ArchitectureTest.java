package org.medalliance.telemedicine;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import org.medalliance.platform.testing.HouseRules;

@AnalyzeClasses(packages = "org.medalliance.telemedicine", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchTests house = ArchTests.in(HouseRules.class);

    @ArchTest
    static final ArchRule theDomainIsPlainJava = HouseRules.plainJava(
            "org.medalliance.telemedicine.consult.Consult",
            "org.medalliance.telemedicine.consult.ConsultLifecycle",
            "org.medalliance.telemedicine.consult.Opinion",
            "org.medalliance.telemedicine.consult.Signature",
            "org.medalliance.telemedicine.consult.Digest",
            "org.medalliance.telemedicine.schedule.WeeklyHours",
            "org.medalliance.telemedicine.schedule.Slot",
            "org.medalliance.telemedicine.schedule.Span");
}
