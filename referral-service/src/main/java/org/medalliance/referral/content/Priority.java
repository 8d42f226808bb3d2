package org.medalliance.referral.content;

/** 慢, 急, 危急. */
public enum Priority {
    ROUTINE,
    URGENT,
    EMERGENCY
}
