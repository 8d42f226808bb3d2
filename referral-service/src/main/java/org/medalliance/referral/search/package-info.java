/** Finds cases by what stands sealed in them, without opening any. */
@NullMarked
package org.medalliance.referral.search;

import org.jspecify.annotations.NullMarked;
