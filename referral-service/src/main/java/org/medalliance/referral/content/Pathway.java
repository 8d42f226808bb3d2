package org.medalliance.referral.content;

/** The green channel of a case; {@code GENERAL} where there is none. */
public enum Pathway {
    GENERAL,
    CHEST_PAIN,
    STROKE,
    TRAUMA,
    MATERNAL,
    NEWBORN
}
