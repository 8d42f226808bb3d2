package org.medalliance.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JourneyIT {

    @Test
    void aTownshipsMorningIsPlayedAndEveryEffectAcrossServicesIsSeen() {
        assertThat(Platform.demoExit()).isZero();
    }
}
