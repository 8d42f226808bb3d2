/** The front door: sign-in, routing, limits and breakers; it knows no case and keeps no data. */
@NullMarked
package org.medalliance.gateway;

import org.jspecify.annotations.NullMarked;
