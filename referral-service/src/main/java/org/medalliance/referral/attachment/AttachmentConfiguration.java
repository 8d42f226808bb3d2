package org.medalliance.referral.attachment;

import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AttachmentSettings.class)
class AttachmentConfiguration {

    static final String SEALING = "attachmentSealing";

    /** Half of the processors, so that whoever works beside a large upload does not notice it. */
    @Bean(name = SEALING, destroyMethod = "dispose")
    Scheduler attachmentSealing() {
        return Schedulers.newParallel(
                "attachment", Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
    }

    @Bean
    @ConditionalOnMissingBean
    AttachmentScanner attachmentScanner(AttachmentSettings settings) {
        var daemon = settings.clamd();
        if (daemon == null || daemon.isBlank()) {
            return AttachmentScanner.NONE;
        }
        var colon = daemon.lastIndexOf(':');
        return new ClamdScanner(
                daemon.substring(0, colon), Integer.parseInt(daemon.substring(colon + 1)), settings.scan());
    }
}
