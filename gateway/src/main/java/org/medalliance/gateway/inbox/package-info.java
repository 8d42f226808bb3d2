/** What waits for the caller at all services: {@code GET /api/inbox}. */
@NullMarked
package org.medalliance.gateway.inbox;

import org.jspecify.annotations.NullMarked;
