package org.medalliance.referral.patient;

import org.medalliance.platform.access.Actor;
import org.medalliance.platform.lifecycle.Refusal;
import org.medalliance.platform.lifecycle.Role;

/**
 * Who reads a case and its patient where the institution has a part in it: those who treat, the institution's own system,
 * and the auditor, who alone sees what is in a file that was struck out. An office that runs the alliance does not.
 */
public enum CaseReader implements Role {
    CLINIC_DOCTOR,
    SPECIALIST,
    REFERRAL_OFFICER,
    DUTY_OFFICER,
    CENTRE_LEAD,
    HIS_CLIENT,
    AUDITOR;

    private static final CaseReader[] CLINICIANS = {
        CLINIC_DOCTOR, SPECIALIST, REFERRAL_OFFICER, DUTY_OFFICER, CENTRE_LEAD
    };

    /**
     * Asked once the institution's part is known: a stranger is not told that there is a case.
     *
     * @throws Refusal.Forbidden for who has none of these roles
     */
    public static Actor require(Actor actor) {
        return actor.require(values());
    }

    /**
     * Those who treat: they look for persons, and write beside the case.
     *
     * @throws Refusal.Forbidden for everybody else
     */
    public static Actor requireClinician(Actor actor) {
        return actor.require(CLINICIANS);
    }
}
