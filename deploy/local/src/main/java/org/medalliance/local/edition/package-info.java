/**
 * The one-machine edition: which processes make a whole platform, with which settings and secrets, in which order.
 * {@link org.medalliance.local.edition.OneMachine} is its door, for the command line and for tests alike.
 */
@NullMarked
package org.medalliance.local.edition;

import org.jspecify.annotations.NullMarked;
