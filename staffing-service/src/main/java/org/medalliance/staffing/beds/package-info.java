/** Beds that are free, as hospitals report them. */
@NullMarked
package org.medalliance.staffing.beds;

import org.jspecify.annotations.NullMarked;
