package org.medalliance.gateway.live;

import io.netty.handler.timeout.WriteTimeoutHandler;
import java.security.Principal;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.medalliance.gateway.problem.Refusal;
import org.medalliance.gateway.signin.Caller;
import org.medalliance.gateway.signin.SignedIn;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerResponse;

/** What concerns the caller, while it happens. */
@RestController
class LiveController {

    static final String PATH = "/api/live";

    private final Broadcast broadcast;
    private final LiveMetrics metrics;
    private final LiveSettings settings;

    LiveController(Broadcast broadcast, LiveMetrics metrics, LiveSettings settings) {
        this.broadcast = broadcast;
        this.metrics = metrics;
        this.settings = settings;
    }

    @GetMapping(path = PATH, produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    Mono<Void> live(
            ServerWebExchange exchange,
            Principal principal,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId) {
        var said = Position.parse(lastEventId);
        return SignedIn.of(exchange, principal).flatMap(signedIn -> {
            var listener = listener(signedIn);
            return Mono.using(
                    () -> broadcast.join(listener, said),
                    stream -> write(stream, exchange.getResponse()),
                    broadcast::leave);
        });
    }

    private static Listener listener(SignedIn signedIn) {
        var caller = signedIn.caller();
        var audiences = Audience.of(caller);
        if (audiences.isEmpty()) {
            throw new Refusal.NobodyInParticular();
        }
        return new Listener(actor(caller), audiences, signedIn::isOver);
    }

    private static String actor(Caller caller) {
        return caller.alliance() + "/" + caller.subject();
    }

    private Mono<Void> write(LiveStream stream, ServerHttpResponse response) {
        var headers = response.getHeaders();
        headers.setContentType(MediaType.TEXT_EVENT_STREAM);
        headers.setCacheControl("no-store");
        // For a reverse proxy of nginx's kind, which would else collect events before it sends them.
        headers.set("X-Accel-Buffering", "no");
        giveUpOnWhoIsGone(response);
        return response.writeAndFlushWith(stream.frames()
                        .doOnNext(metrics::sent)
                        .map(frame -> Mono.just(frame.in(response.bufferFactory()))))
                .onErrorComplete(LiveStream.TooSlow.class);
    }

    /** A client whose line broke without a word leaves writes behind that never end. */
    private void giveUpOnWhoIsGone(ServerHttpResponse response) {
        if (ServerHttpResponseDecorator.getNativeResponse(response) instanceof HttpServerResponse netty) {
            netty.withConnection(connection -> connection.addHandlerLast(
                    "slowReader",
                    new WriteTimeoutHandler(settings.writeTimeout().toMillis(), TimeUnit.MILLISECONDS)));
        }
    }
}
