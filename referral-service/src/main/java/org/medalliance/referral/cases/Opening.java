package org.medalliance.referral.cases;

import org.medalliance.referral.patient.Patient;

/** A case that is about to be opened, and the patient whom it is about, as read for it. */
record Opening(Referral referral, Patient patient) {}
