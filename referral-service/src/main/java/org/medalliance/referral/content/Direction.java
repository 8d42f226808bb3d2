package org.medalliance.referral.content;

/** Where care moves to: up to a hospital, across to an equal one, down to the clinic near home. */
public enum Direction {
    UP,
    DOWN,
    ACROSS
}
