/** Requests to addresses that somebody else wrote down: to public ones, or to those that the operator allows. */
@NullMarked
package org.medalliance.platform.outbound;

import org.jspecify.annotations.NullMarked;
