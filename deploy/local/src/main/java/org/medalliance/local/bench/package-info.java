/** The platform measured. */
@NullMarked
package org.medalliance.local.bench;

import org.jspecify.annotations.NullMarked;
