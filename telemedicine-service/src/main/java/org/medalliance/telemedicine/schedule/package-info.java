/** When experts sit at the consult desk, and which of their slots are free. */
@NullMarked
package org.medalliance.telemedicine.schedule;

import org.jspecify.annotations.NullMarked;
