/** The services behind the gateway: where they are, how long one waits for them, what happens when one is away. */
@NullMarked
package org.medalliance.gateway.upstream;

import org.jspecify.annotations.NullMarked;
