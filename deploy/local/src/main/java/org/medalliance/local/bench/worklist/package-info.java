/** What a page of a long worklist costs, first or deep. */
@NullMarked
package org.medalliance.local.bench.worklist;

import org.jspecify.annotations.NullMarked;
