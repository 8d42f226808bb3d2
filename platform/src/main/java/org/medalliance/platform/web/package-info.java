/** What every request shares: idempotency keys, etags, keyset pages, body limits, request ids, the cancel shield. */
@NullMarked
package org.medalliance.platform.web;

import org.jspecify.annotations.NullMarked;
