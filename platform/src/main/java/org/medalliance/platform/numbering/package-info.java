/** Human-readable case numbers. */
@NullMarked
package org.medalliance.platform.numbering;

import org.jspecify.annotations.NullMarked;
