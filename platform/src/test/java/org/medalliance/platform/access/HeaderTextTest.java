package org.medalliance.platform.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedException;
import org.springframework.security.web.server.firewall.StrictServerWebExchangeFirewall;

/** The framework and we are of one mind about every character that there is. */
class HeaderTextTest {

    private static final StrictServerWebExchangeFirewall STRICT = new StrictServerWebExchangeFirewall();

    @Test
    void whatTheFrameworkAllowsIsAllowedAndNothingElse() {
        var differing = IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                .filter(it -> it < Character.MIN_SURROGATE || it > Character.MAX_SURROGATE)
                // Beyond the first plane one of a thousand stands for its block.
                .filter(it -> it < Character.MIN_SUPPLEMENTARY_CODE_POINT || it % 1000 == 0)
                .mapToObj(Character::toString)
                .filter(it -> HeaderText.isAllowed(it) != allows(it) || HeaderText.isAllowed("a" + it) != allows(it))
                .toList();

        assertThat(differing).isEmpty();
    }

    @Test
    void aLoneSurrogateIsNoneTheOtherTakesEither() {
        assertThat(HeaderText.isAllowed("\uD800")).isEqualTo(allows("\uD800"));
        assertThat(HeaderText.isAllowed("")).isEqualTo(allows(""));
    }

    private static boolean allows(String value) {
        var request = MockServerHttpRequest.get("/").header("X-Any", value);
        return STRICT.getFirewalledExchange(MockServerWebExchange.from(request))
                .map(exchange -> {
                    try {
                        return exchange.getRequest().getHeaders().getFirst("X-Any") != null;
                    } catch (ServerExchangeRejectedException _) {
                        return false;
                    }
                })
                .blockOptional()
                .orElse(false);
    }
}
