/** What a submit costs: the service's throughput, and what the database alone reaches with the same statements. */
@NullMarked
package org.medalliance.local.bench.submit;

import org.jspecify.annotations.NullMarked;
