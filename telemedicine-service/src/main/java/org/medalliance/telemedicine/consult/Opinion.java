package org.medalliance.telemedicine.consult;

import java.time.Instant;

/** What the chief expert found and advises. */
public record Opinion(String findings, String advice, Conclusion conclusion, String author, Instant draftedAt) {

    /** The names are a contract: a referral acts on them. */
    public enum Conclusion {
        TREAT_LOCALLY,
        REFER_UP,
        REFER_EMERGENCY,
        REVIEW_AGAIN
    }
}
