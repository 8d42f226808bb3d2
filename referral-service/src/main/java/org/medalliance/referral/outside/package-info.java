/** Hospitals outside the network, as an alliance keeps them for patients who are sent on. */
@NullMarked
package org.medalliance.referral.outside;

import org.jspecify.annotations.NullMarked;
