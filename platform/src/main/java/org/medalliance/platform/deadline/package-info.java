/** Limits that always fire: by policy of each alliance, in opening hours, each step of a ladder once. */
@NullMarked
package org.medalliance.platform.deadline;

import org.jspecify.annotations.NullMarked;
