package org.medalliance.platform;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.medalliance.platform.access.AccessConfiguration;
import org.medalliance.platform.attention.AttentionConfiguration;
import org.medalliance.platform.audit.AuditConfiguration;
import org.medalliance.platform.audit.chain.ChainConfiguration;
import org.medalliance.platform.audit.read.AuditReading;
import org.medalliance.platform.deadline.DeadlineConfiguration;
import org.medalliance.platform.messaging.MessagingConfiguration;
import org.medalliance.platform.numbering.NumberingConfiguration;
import org.medalliance.platform.privacy.PrivacyConfiguration;
import org.medalliance.platform.problem.ProblemConfiguration;
import org.medalliance.platform.retention.RetentionConfiguration;
import org.medalliance.platform.schema.SchemaConfiguration;
import org.medalliance.platform.time.TimeConfiguration;
import org.medalliance.platform.web.WebConfiguration;
import org.medalliance.platform.webhook.WebhookConfiguration;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Import;

/** A service of the alliance: a Spring Boot application with every mechanism of the platform. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootApplication(proxyBeanMethods = false)
@Import({
    TimeConfiguration.class,
    ProblemConfiguration.class,
    AccessConfiguration.class,
    AuditConfiguration.class,
    ChainConfiguration.class,
    AuditReading.class,
    WebConfiguration.class,
    SchemaConfiguration.class,
    MessagingConfiguration.class,
    AttentionConfiguration.class,
    DeadlineConfiguration.class,
    NumberingConfiguration.class,
    PrivacyConfiguration.class,
    WebhookConfiguration.class,
    RetentionConfiguration.class
})
public @interface AllianceService {}
