/** Consults by wire: expert hours and slots, the consult's life from request to signed opinion. */
@NullMarked
package org.medalliance.telemedicine;

import org.jspecify.annotations.NullMarked;
