package org.medalliance.gateway.limit;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.medalliance.gateway.problem.Refusal;
import org.medalliance.gateway.problem.Words;

/** The token buckets of one policy, one per caller. */
class Buckets {

    private final String policy;
    private final Words who;
    private final GatewayLimits.Rate rate;
    private final LoadingCache<String, Bucket> buckets;
    private final Counter refused;

    Buckets(
            String policy,
            Words who,
            GatewayLimits.Rate rate,
            GatewayLimits limits,
            MeterRegistry metrics,
            TimeMeter time) {
        this.policy = policy;
        this.who = who;
        this.rate = rate;
        this.buckets = Caffeine.newBuilder()
                .maximumSize(limits.callers())
                .expireAfterAccess(limits.forgetAfter())
                .build(_ -> full(time));
        this.refused = Counter.builder("gateway.limit.refused")
                .description("Requests refused because a caller asked too much")
                .tag("policy", policy)
                .register(metrics);
    }

    private Bucket full(TimeMeter time) {
        return Bucket.builder()
                .withCustomTimePrecision(time)
                .addLimit(limit -> limit.capacity(rate.burst()).refillGreedy(rate.perSecond(), Duration.ofSeconds(1)))
                .build();
    }

    ConsumptionProbe take(String caller) {
        var taken = buckets.get(caller).tryConsumeAndReturnRemaining(1);
        if (!taken.isConsumed()) {
            refused.increment();
        }
        return taken;
    }

    /** Gives back what was taken for a request that another policy refused. */
    void giveBack(String caller) {
        buckets.get(caller).addTokens(1);
    }

    Refusal refusal(ConsumptionProbe taken) {
        return new Refusal.TooMany(who, Duration.ofNanos(taken.getNanosToWaitForRefill()));
    }

    /** As draft-ietf-httpapi-ratelimit-headers has it: the quota, and the seconds in which it comes back whole. */
    String policyItem() {
        return "\"%s\";q=%d;w=%d".formatted(policy, rate.burst(), Math.ceilDiv(rate.burst(), rate.perSecond()));
    }

    String item(ConsumptionProbe taken) {
        var untilFull = Duration.ofNanos(taken.getNanosToWaitForReset()).plusMillis(999);
        return "\"%s\";r=%d;t=%d".formatted(policy, taken.getRemainingTokens(), untilFull.toSeconds());
    }
}
