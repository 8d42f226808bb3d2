/** Who may do what when: one table per aggregate, and the refusals it answers with. */
@NullMarked
package org.medalliance.platform.lifecycle;

import org.jspecify.annotations.NullMarked;
