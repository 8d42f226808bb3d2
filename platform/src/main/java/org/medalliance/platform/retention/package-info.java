/** How long what is kept, by each alliance's policy and never shorter than the law says, and the job that keeps it. */
@NullMarked
package org.medalliance.platform.retention;

import org.jspecify.annotations.NullMarked;
