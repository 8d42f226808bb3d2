/** What somebody has to look at: raised, heard, acknowledged, handed over. */
@NullMarked
package org.medalliance.platform.attention;

import org.jspecify.annotations.NullMarked;
