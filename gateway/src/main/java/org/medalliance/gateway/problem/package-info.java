/** What the gateway itself refuses, in the caller's language; what a service refuses passes through untouched. */
@NullMarked
package org.medalliance.gateway.problem;

import org.jspecify.annotations.NullMarked;
