/** The numbers by which an alliance sees how its referrals go, each with the cases that it counts. */
@NullMarked
package org.medalliance.referral.indicator;

import org.jspecify.annotations.NullMarked;
