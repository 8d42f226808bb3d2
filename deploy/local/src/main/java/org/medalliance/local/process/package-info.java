/** Processes of the operating system: starting, signalling, recognising and ending them, their ports and logs. */
@NullMarked
package org.medalliance.local.process;

import org.jspecify.annotations.NullMarked;
