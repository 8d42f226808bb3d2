/** The verbs of {@code ./alliance}. */
@NullMarked
package org.medalliance.local.cli;

import org.jspecify.annotations.NullMarked;
