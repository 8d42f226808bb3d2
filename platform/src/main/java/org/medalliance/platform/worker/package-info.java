/** What works by itself beside the requests: a thread of its own, and the bell that wakes it. */
@NullMarked
package org.medalliance.platform.worker;

import org.jspecify.annotations.NullMarked;
