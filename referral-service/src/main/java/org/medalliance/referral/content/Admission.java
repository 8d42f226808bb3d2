package org.medalliance.referral.content;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

public record Admission(String ward, @Nullable String doctor, Instant at) {}
