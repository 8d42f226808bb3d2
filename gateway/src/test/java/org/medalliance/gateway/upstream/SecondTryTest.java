package org.medalliance.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.medalliance.gateway.problem.Refusal;
import org.springframework.http.HttpMethod;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class SecondTryTest {

    private final AtomicInteger asked = new AtomicInteger();
    private final UpstreamGuard guard =
            new UpstreamGuard(Upstream.REFERRAL, CircuitBreaker.ofDefaults("any"), Duration.ofSeconds(5));

    @Test
    void aQuestionToAServiceThatIsJustComingBackIsAskedOnceMore() {
        StepVerifier.create(ask(HttpMethod.GET, new ConnectException())).verifyComplete();

        assertThat(asked).hasValue(2);
    }

    @Test
    void aCommandIsNotEvenWhereNothingWasSent() {
        StepVerifier.create(ask(HttpMethod.POST, new ConnectException())).verifyError(Refusal.ServiceAway.class);

        assertThat(asked).hasValue(1);
    }

    @Test
    void aQuestionThatWasSentIsNot() {
        StepVerifier.create(ask(HttpMethod.GET, new IOException())).verifyError(Refusal.AnswerLost.class);

        assertThat(asked).hasValue(1);
    }

    /** The first time it fails like this, the second time it would succeed. */
    private Mono<Void> ask(HttpMethod method, Exception first) {
        var exchange = MockServerWebExchange.from(MockServerHttpRequest.method(method, "/any"));
        return guard.filter(exchange, _ -> asked.incrementAndGet() == 1 ? Mono.error(first) : Mono.empty());
    }
}
