/** Computes the audit trail's chain anew, in a process of its own beside the services, and says where it is broken. */
@NullMarked
package org.medalliance.platform.audit.verify;

import org.jspecify.annotations.NullMarked;
