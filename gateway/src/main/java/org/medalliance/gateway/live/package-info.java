/** What just happened, told to those whom it concerns, while it happens: {@code GET /api/live}. */
@NullMarked
package org.medalliance.gateway.live;

import org.jspecify.annotations.NullMarked;
