package org.medalliance.platform.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.PlatformTest;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.testing.TestReceiver;
import org.springframework.beans.factory.annotation.Autowired;

@PlatformTest
class WebhookPruningTest {

    @Autowired
    WebhookBench bench;

    @Autowired
    WebhookPulse pulse;

    private final Scope alliance = WebhookBench.alliance();
    private UUID webhook;

    @BeforeEach
    void off() {
        webhook = bench.webhook(alliance, TestReceiver.mailbox());
        bench.database
                .sql("update webhook set active = false where id = :id")
                .bind("id", webhook)
                .then()
                .block();
    }

    @Test
    void deliveredOnesAreForgottenAfterAMonthAndDeadOnesAfterThree() {
        finished("DELIVERED", Duration.ofDays(29));
        finished("DELIVERED", Duration.ofDays(31));
        finished("DEAD", Duration.ofDays(89));
        finished("DEAD", Duration.ofDays(91));

        pulse.prune().block();

        assertThat(bench.count(webhook, Delivery.State.DELIVERED)).isEqualTo(1);
        assertThat(bench.count(webhook, Delivery.State.DEAD)).isEqualTo(1);
    }

    @Test
    void whatASilencedWebhookNeverGotIsGivenUpAfterItsDay() {
        var now = bench.clock.instant();
        bench.deliveries(alliance, webhook, 1, 0, now.minus(Duration.ofHours(23)));
        bench.deliveries(alliance, webhook, 1, 0, now.minus(Duration.ofHours(25)));

        pulse.prune().block();

        assertThat(bench.count(webhook, Delivery.State.PENDING)).isEqualTo(1);
        assertThat(bench.count(webhook, Delivery.State.DEAD)).isEqualTo(1);
    }

    @Test
    void theGaugesSayWhatWaitsAndForHowLong() {
        bench.database
                .sql("update webhook set active = true where id = :id")
                .bind("id", webhook)
                .then()
                .block();
        finished("DEAD", Duration.ofDays(1));
        bench.deliveries(alliance, webhook, 3, 0, bench.clock.instant().plus(Duration.ofDays(3000)));

        var felt = pulse.feel().block();

        assertThat(felt.pending()).isGreaterThanOrEqualTo(3);
        assertThat(felt.oldest()).isNotNull();
        assertThat(felt.dead()).isPositive();
    }

    private void finished(String state, Duration ago) {
        Instant at = bench.clock.instant().minus(ago);
        bench.deliveries(alliance, webhook, 1, 1, at);
        bench.database
                .sql("""
                        update webhook_delivery set state = :state, finished_at = :at
                         where webhook_id = :webhook and state = 'PENDING'""")
                .bind("state", state)
                .bind("at", at)
                .bind("webhook", webhook)
                .then()
                .block();
    }
}
