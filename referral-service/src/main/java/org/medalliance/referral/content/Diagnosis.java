package org.medalliance.referral.content;

/** @param code ICD-10 */
public record Diagnosis(String code, String name) {}
