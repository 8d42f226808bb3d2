/** An alliance's events, sent to addresses of its own choice: signed, at least once, for a day. */
@NullMarked
package org.medalliance.platform.webhook;

import org.jspecify.annotations.NullMarked;
