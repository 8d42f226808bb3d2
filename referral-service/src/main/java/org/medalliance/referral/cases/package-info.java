/** The referral itself: what it is, who may do what when, its desk, its board. */
@NullMarked
package org.medalliance.referral.cases;

import org.jspecify.annotations.NullMarked;
