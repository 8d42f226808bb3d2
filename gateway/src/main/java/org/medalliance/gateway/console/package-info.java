/** The web console as it was built: its one page for every place in it, its files by the hash in their names. */
@NullMarked
package org.medalliance.gateway.console;

import org.jspecify.annotations.NullMarked;
