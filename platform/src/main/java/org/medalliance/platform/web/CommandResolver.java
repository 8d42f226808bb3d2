package org.medalliance.platform.web;

import java.util.regex.Pattern;
import org.medalliance.platform.access.Actor;
import org.medalliance.platform.access.ActorResolver;
import org.medalliance.platform.lifecycle.Refusal;
import org.springframework.core.MethodParameter;
import org.springframework.web.reactive.BindingContext;
import org.springframework.web.reactive.result.method.HandlerMethodArgumentResolver;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Hands a controller the {@link Command}, or refuses a POST that cannot be repeated safely. */
final class CommandResolver implements HandlerMethodArgumentResolver {

    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,80}");

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Command.class;
    }

    @Override
    public Mono<Object> resolveArgument(MethodParameter parameter, BindingContext binding, ServerWebExchange exchange) {
        return ActorResolver.current().map(actor -> command(actor, exchange));
    }

    private static Command command(Actor actor, ServerWebExchange exchange) {
        var headers = exchange.getRequest().getHeaders();
        var key = headers.getFirst("Idempotency-Key");
        if (key == null || !KEY.matcher(key).matches()) {
            throw new Refusal.Malformed("idempotency-key-missing");
        }
        return new Command(
                actor,
                key,
                exchange.getRequiredAttribute(BodyFilter.FINGERPRINT),
                ETags.version(headers.getFirst("If-Match")));
    }
}
