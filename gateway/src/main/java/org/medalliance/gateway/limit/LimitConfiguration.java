package org.medalliance.gateway.limit;

import io.github.bucket4j.TimeMeter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class LimitConfiguration {

    /** What the buckets fill by; a test lets it stand still. */
    @Bean
    TimeMeter limitTime() {
        return TimeMeter.SYSTEM_NANOTIME;
    }
}
