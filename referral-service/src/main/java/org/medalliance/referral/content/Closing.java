package org.medalliance.referral.content;

/** What became of a case. */
public enum Closing {
    TREATED,
    KEPT_LOCAL,
    DECLINED,
    NOT_ARRIVED,
    OUT_OF_NETWORK,
    DIED,
    RECALLED
}
