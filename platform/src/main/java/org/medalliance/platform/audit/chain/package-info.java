/** Seals the audit trail into a hash chain and tells its head outside; the format is written down here once. */
@NullMarked
package org.medalliance.platform.audit.chain;

import org.jspecify.annotations.NullMarked;
