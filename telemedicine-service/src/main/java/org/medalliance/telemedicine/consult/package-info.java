/** A consult, from the clinic's question to the signed opinion and back. */
@NullMarked
package org.medalliance.telemedicine.consult;

import org.jspecify.annotations.NullMarked;
