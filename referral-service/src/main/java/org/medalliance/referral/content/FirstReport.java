package org.medalliance.referral.content;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is known in the first minute of an emergency. */
public record FirstReport(
        String finding,
        @Nullable Instant onset,
        @Nullable Instant firstContact,
        @Nullable Integer age) {}
