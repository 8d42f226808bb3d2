/** Keeping processes alive: each with its state, its restarts with back-off and its log, and nothing left at the end. */
@NullMarked
package org.medalliance.local.supervise;

import org.jspecify.annotations.NullMarked;
