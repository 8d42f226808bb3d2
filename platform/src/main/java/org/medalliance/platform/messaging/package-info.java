/** Events out exactly once per commit, events in at most once per consumer, failures kept and shown. */
@NullMarked
package org.medalliance.platform.messaging;

import org.jspecify.annotations.NullMarked;
