/** How things are told apart. */
@NullMarked
package org.medalliance.platform.identity;

import org.jspecify.annotations.NullMarked;
