/** Visiting days: a hospital's doctor at a township clinic for half a day or a day. */
@NullMarked
package org.medalliance.staffing.visit;

import org.jspecify.annotations.NullMarked;
