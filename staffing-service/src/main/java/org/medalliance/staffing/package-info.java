/** Owner of the directory, and of who works where. */
@NullMarked
package org.medalliance.staffing;

import org.jspecify.annotations.NullMarked;
