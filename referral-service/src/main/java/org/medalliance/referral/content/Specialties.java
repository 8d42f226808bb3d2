package org.medalliance.referral.content;

/** Codes of the national catalogue of clinical departments (诊疗科目名录) that the service itself knows. */
public final class Specialties {

    /** 急诊医学科: what an emergency counts as where the patient has a referral of its own specialty open. */
    public static final String EMERGENCY_MEDICINE = "20";

    private Specialties() {}
}
