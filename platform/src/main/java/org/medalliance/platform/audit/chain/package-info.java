/** The audit trail's hash chain, written down once for the service that seals and for whoever verifies. */
@NullMarked
package org.medalliance.platform.audit.chain;

import org.jspecify.annotations.NullMarked;
