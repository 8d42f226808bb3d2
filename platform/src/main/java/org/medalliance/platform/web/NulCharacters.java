package org.medalliance.platform.web;

import org.jspecify.annotations.Nullable;
import org.medalliance.platform.lifecycle.Refusal;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.jdk.StringDeserializer;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.module.SimpleModule;

/**
 * U+0000 is valid in JSON and in a URL, and PostgreSQL can store it neither in text nor in jsonb: refused at the door,
 * where the place can still be named.
 */
@Configuration(proxyBeanMethods = false)
class NulCharacters {

    @Bean
    JsonMapperBuilderCustomizer noNulInJson() {
        return builder -> builder.addModule(new SimpleModule("no-nul").addDeserializer(String.class, new WithoutNul()));
    }

    @Bean
    WebFilter noNulInUrl() {
        return NulCharacters::refuseInUrl;
    }

    private static Mono<Void> refuseInUrl(ServerWebExchange exchange, WebFilterChain chain) {
        var uri = exchange.getRequest().getURI();
        return hasNul(uri.getRawQuery()) || hasNul(uri.getRawPath())
                ? Mono.error(new Refusal.Malformed("http-400"))
                : chain.filter(exchange);
    }

    private static boolean hasNul(@Nullable String raw) {
        return raw != null && raw.contains("%00");
    }

    private static final class WithoutNul extends StdScalarDeserializer<String> {

        WithoutNul() {
            super(String.class);
        }

        @Override
        public String deserialize(JsonParser parser, DeserializationContext context) {
            var text = StringDeserializer.instance.deserialize(parser, context);
            if (text != null && text.indexOf('\0') >= 0) {
                throw context.weirdStringException("", String.class, "holds U+0000");
            }
            return text;
        }
    }
}
