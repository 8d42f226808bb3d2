/** The diagnoses that can be named: ICD-10 codes with their Chinese names. */
@NullMarked
package org.medalliance.referral.diagnosis;

import org.jspecify.annotations.NullMarked;
