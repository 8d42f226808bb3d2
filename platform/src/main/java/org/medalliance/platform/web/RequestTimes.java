package org.medalliance.platform.web;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.lifecycle.Refusal;
import org.medalliance.platform.time.Era;
import org.springframework.context.annotation.Configuration;
import org.springframework.format.FormatterRegistry;
import org.springframework.format.Parser;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.http.codec.json.JacksonJsonDecoder;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.deser.std.DelegatingDeserializer;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * A time or a day outside the {@link Era} is refused where a request is read, whichever it stands in. What is stored is
 * read as it was stored.
 */
@Configuration(proxyBeanMethods = false)
class RequestTimes implements WebFluxConfigurer {

    private final JsonMapper json;

    RequestTimes(JsonMapper json) {
        this.json = json;
    }

    @Override
    public void configureHttpMessageCodecs(ServerCodecConfigurer codecs) {
        var bounded = json.rebuild()
                .addModule(new SimpleModule("era").setDeserializerModifier(new WithinEra()))
                .build();
        codecs.defaultCodecs().jacksonJsonDecoder(new JacksonJsonDecoder(bounded));
    }

    @Override
    public void addFormatters(FormatterRegistry registry) {
        registry.addParser(new Day());
        registry.addParser(new Time());
    }

    private static final class Day implements Parser<LocalDate> {
        @Override
        public LocalDate parse(String text, Locale locale) {
            return withinEra(LocalDate.parse(text));
        }
    }

    private static final class Time implements Parser<Instant> {
        @Override
        public Instant parse(String text, Locale locale) {
            return withinEra(Instant.parse(text));
        }
    }

    private static <T> T withinEra(T time) {
        if (!isWithinEra(time)) {
            throw new Refusal.Malformed("time-out-of-range");
        }
        return time;
    }

    private static boolean isWithinEra(@Nullable Object value) {
        return switch (value) {
            case LocalDate day -> Era.holds(day);
            case Instant time -> Era.holds(time);
            case OffsetDateTime time -> Era.holds(time.toInstant());
            case null, default -> true;
        };
    }

    private static final class WithinEra extends ValueDeserializerModifier {

        @Override
        public ValueDeserializer<?> modifyDeserializer(
                DeserializationConfig config, BeanDescription.Supplier described, ValueDeserializer<?> deserializer) {
            var type = described.getBeanClass();
            return type == LocalDate.class || type == Instant.class || type == OffsetDateTime.class
                    ? new Bounded(deserializer)
                    : deserializer;
        }
    }

    private static final class Bounded extends DelegatingDeserializer {

        Bounded(ValueDeserializer<?> read) {
            super(read);
        }

        @Override
        protected ValueDeserializer<?> newDelegatingInstance(ValueDeserializer<?> read) {
            return new Bounded(read);
        }

        @Override
        public @Nullable Object deserialize(JsonParser parser, DeserializationContext context) {
            // Jackson takes numbers too, and reads 1e400 as 1970.
            if (!parser.hasToken(JsonToken.VALUE_STRING)) {
                throw MismatchedInputException.from(parser, handledType(), "no text");
            }
            var value = super.deserialize(parser, context);
            if (!isWithinEra(value)) {
                throw InvalidFormatException.from(parser, "outside the era", value, handledType());
            }
            return value;
        }
    }
}
