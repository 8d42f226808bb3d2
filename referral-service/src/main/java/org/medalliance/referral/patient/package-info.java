/** The patients whom an institution has registered. */
@NullMarked
package org.medalliance.referral.patient;

import org.jspecify.annotations.NullMarked;
