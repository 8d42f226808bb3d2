package org.medalliance.platform.testing;

import org.medalliance.platform.messaging.Announced;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** In tests webhooks may choose a kind that nothing announces, so that samples of webhooks call nobody. */
@Configuration(proxyBeanMethods = false)
class SampleKind {

    static final String KIND = "attention:sample";

    @Bean
    static Announced announcedSample() {
        return Announced.of(KIND);
    }
}
