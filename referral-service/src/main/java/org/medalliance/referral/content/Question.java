package org.medalliance.referral.content;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

public record Question(
        String text,
        Instant askedAt,
        @Nullable String answer,
        @Nullable Instant answeredAt) {}
