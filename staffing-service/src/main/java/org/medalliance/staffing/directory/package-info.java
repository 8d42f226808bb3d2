/** Institutions, practitioners and duty rosters: imported whole or not at all, read here, published to all. */
@NullMarked
package org.medalliance.staffing.directory;

import org.jspecify.annotations.NullMarked;
