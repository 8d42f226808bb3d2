package org.medalliance.platform.attention;

/**
 * Something that has to be looked at.
 *
 * @param kind {@code <case type>.<what>}, such as {@code referral.triage}; stable, since consoles and webhooks go by it
 * @param step of the ladder, from 1
 */
public record Alert(String kind, Urgency urgency, int step, CaseRef about, Audience audience) {}
