/** Who is asking, and what of the database their alliance may touch. */
@NullMarked
package org.medalliance.platform.access;

import org.jspecify.annotations.NullMarked;
