/** The one clock. */
@NullMarked
package org.medalliance.platform.time;

import org.jspecify.annotations.NullMarked;
