package org.medalliance.referral.content;

/** What an opinion concludes; the names are telemedicine's contract. */
public enum Conclusion {
    TREAT_LOCALLY,
    REFER_UP,
    REFER_EMERGENCY,
    REVIEW_AGAIN
}
