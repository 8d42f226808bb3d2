/** Emergency access (紧急调阅): a case of others, with a reason, for an hour, seen by its parties, reviewed by a second person. */
@NullMarked
package org.medalliance.platform.breakglass;

import org.jspecify.annotations.NullMarked;
