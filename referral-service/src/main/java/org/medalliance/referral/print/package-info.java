/** What is printed of a referral: a sheet as plain content, and the form that it is drawn as. */
@NullMarked
package org.medalliance.referral.print;

import org.jspecify.annotations.NullMarked;
