package org.medalliance.platform.retention;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

@Configuration(proxyBeanMethods = false)
@Import({
    ClearedAttention.class,
    RetentionPolicies.class,
    RetentionRuns.class,
    RetentionController.class,
    RetentionJob.class
})
public class RetentionConfiguration {}
