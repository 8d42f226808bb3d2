/** Moves a patient up, down or across, and never loses the loop. */
@NullMarked
package org.medalliance.referral;

import org.jspecify.annotations.NullMarked;
