/** The nearest right care: who can help here, by wire, or where else. */
@NullMarked
package org.medalliance.referral.options;

import org.jspecify.annotations.NullMarked;
