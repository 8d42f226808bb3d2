package org.medalliance.platform.breakglass;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.attention.CaseRef;

/**
 * One emergency access, as its reviewers see it.
 *
 * @param subject the account that broke the glass
 * @param explanation in the actor's own words
 * @param reviewedBy the account that looked at it
 */
record Glass(
        UUID id,
        CaseRef about,
        String subject,
        @Nullable String practitioner,
        String institution,
        Reason reason,
        String explanation,
        Instant brokenAt,
        Instant expiresAt,
        @Nullable Verdict verdict,
        @Nullable String reviewComment,
        @Nullable String reviewedBy,
        @Nullable Instant reviewedAt) {

    enum Reason {
        /** 抢救: life is in danger now. */
        LIFE_IN_DANGER,
        /** 接诊: the patient stands here and the case is elsewhere. */
        PATIENT_IS_HERE,
        /** 院感或公共卫生: others are in danger. */
        PUBLIC_HEALTH,
        OTHER
    }

    enum Verdict {
        JUSTIFIED,
        NOT_JUSTIFIED
    }
}
