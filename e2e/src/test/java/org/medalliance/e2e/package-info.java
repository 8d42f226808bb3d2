/** Journeys and faults, through the front door only, on the very jars that a county runs. */
@NullMarked
package org.medalliance.e2e;

import org.jspecify.annotations.NullMarked;
