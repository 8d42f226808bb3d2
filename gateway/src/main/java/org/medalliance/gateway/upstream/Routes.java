package org.medalliance.gateway.upstream;

import static org.springframework.cloud.gateway.support.RouteMetadataUtils.CONNECT_TIMEOUT_ATTR;
import static org.springframework.cloud.gateway.support.RouteMetadataUtils.RESPONSE_TIMEOUT_ATTR;

import java.time.Duration;
import java.util.Arrays;
import org.medalliance.gateway.limit.Attachments;
import org.springframework.cloud.gateway.config.HttpClientCustomizer;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.route.builder.Buildable;
import org.springframework.cloud.gateway.route.builder.GatewayFilterSpec;
import org.springframework.cloud.gateway.route.builder.PredicateSpec;
import org.springframework.cloud.gateway.route.builder.RouteLocatorBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;

/** {@code /api/<service>/**} goes to that service, its path unchanged; attachments go there with time to travel. */
@Configuration(proxyBeanMethods = false)
class Routes {

    private final UpstreamSettings settings;
    private final Breakers breakers;

    Routes(UpstreamSettings settings, Breakers breakers) {
        this.settings = settings;
        this.breakers = breakers;
    }

    @Bean
    RouteLocator services(RouteLocatorBuilder builder) {
        var routes = builder.routes();
        Arrays.stream(Upstream.values())
                .forEach(upstream -> routes.route(attachmentsOf(upstream), route -> attachments(upstream, route))
                        .route(upstream.id(), route -> service(upstream, route)));
        return routes.build();
    }

    /** Netty's client repeats any request, a POST too, when a pooled connection breaks; a command must not be. */
    @Bean
    HttpClientCustomizer nothingIsSentTwice() {
        return client -> client.disableRetry(true);
    }

    private Buildable<Route> attachments(Upstream upstream, PredicateSpec route) {
        return route.order(-1)
                .path(pathOf(upstream))
                .and()
                .predicate(exchange -> Attachments.isMeantBy(exchange.getRequest()))
                .filters(filters -> guarded(upstream, attachmentsOf(upstream), filters))
                .metadata(RESPONSE_TIMEOUT_ATTR, settings.attachmentTimeout().toMillis())
                .metadata(CONNECT_TIMEOUT_ATTR, millis(settings.connectTimeout()))
                .uri(settings.of(upstream));
    }

    private Buildable<Route> service(Upstream upstream, PredicateSpec route) {
        return route.path(pathOf(upstream))
                .filters(filters -> guarded(upstream, upstream.id(), filters))
                .metadata(RESPONSE_TIMEOUT_ATTR, settings.responseTimeout().toMillis())
                .metadata(CONNECT_TIMEOUT_ATTR, millis(settings.connectTimeout()))
                .uri(settings.of(upstream));
    }

    /** Cookies are between browser and gateway: none goes on, none comes back. */
    private GatewayFilterSpec guarded(Upstream upstream, String routeId, GatewayFilterSpec filters) {
        return filters.removeRequestHeader(HttpHeaders.COOKIE)
                .removeResponseHeader(HttpHeaders.SET_COOKIE)
                .filter(new UpstreamGuard(
                        upstream, breakers.of(routeId), settings.breaker().openFor()));
    }

    private static String pathOf(Upstream upstream) {
        return "/api/" + upstream.id() + "/**";
    }

    private static String attachmentsOf(Upstream upstream) {
        return upstream.id() + "-attachments";
    }

    private static int millis(Duration duration) {
        return Math.toIntExact(duration.toMillis());
    }
}
