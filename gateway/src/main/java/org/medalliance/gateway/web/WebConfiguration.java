package org.medalliance.gateway.web;

import java.time.Duration;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.server.adapter.ForwardedHeaderTransformer;

@Configuration(proxyBeanMethods = false)
class WebConfiguration {

    /** Between two pieces of a request; who is slower than that holds a connection for nothing. */
    private static final Duration NEXT_PIECE = Duration.ofSeconds(30);

    /** Found by this name when the server is built. */
    @Bean
    ForwardedHeaderTransformer forwardedHeaderTransformer(ForwardedSettings settings) {
        return new ForwardedHeaders(settings);
    }

    @Bean
    NettyServerCustomizer slowLines() {
        return server -> server.readTimeout(NEXT_PIECE);
    }
}
