package org.medalliance.local.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.medalliance.local.process.LocalFailure;

class EventOptionsTest {

    @Test
    void withoutAWordTheBarIsMeasuredThroughTheGateway() {
        var options = EventOptions.of(List.of());

        assertThat(options.rate()).isEqualTo(100);
        assertThat(options.direct()).isFalse();
        assertThat(options.commands()).isEqualTo(50);
        assertThat(options.total()).isEqualTo(50 * (options.seconds() + options.warmUp()));
    }

    @Test
    void eachWordIsHeardInWhateverOrder() {
        assertThat(EventOptions.of(List.of("--seconds", "10", "--direct", "--rate", "50", "--warm-up", "0", "--keep")))
                .isEqualTo(new EventOptions(50, 10, 0, true, true));
    }

    @Test
    void moreThanAMachineCanPrepareIsRefused() {
        assertThatThrownBy(() -> EventOptions.of(List.of("--rate", "1000", "--seconds", "2147483647")))
                .isInstanceOf(LocalFailure.class);
    }

    @Test
    void aWordThatIsUnknownOrNoNumberIsToldTheUsage() {
        assertThatThrownBy(() -> EventOptions.of(List.of("--rate", "fast"))).hasMessageContaining("bench events");
        assertThatThrownBy(() -> EventOptions.of(List.of("--rate"))).hasMessageContaining("bench events");
        assertThatThrownBy(() -> EventOptions.of(List.of("--quick"))).hasMessageContaining("bench events");
    }
}
