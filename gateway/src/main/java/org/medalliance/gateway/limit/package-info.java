/** How much one caller may ask, and how large. */
@NullMarked
package org.medalliance.gateway.limit;

import org.jspecify.annotations.NullMarked;
