/** The audit trail as the alliance's auditor reads it, and who has seen a case. */
@NullMarked
package org.medalliance.platform.audit.read;

import org.jspecify.annotations.NullMarked;
