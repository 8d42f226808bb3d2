/** Who did or saw what, on which ground: one row per command, per opened case and per list shown. */
@NullMarked
package org.medalliance.platform.audit;

import org.jspecify.annotations.NullMarked;
