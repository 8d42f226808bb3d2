/** Who is calling: bearer tokens of clients, sessions of browsers, and the token that goes on to a service. */
@NullMarked
package org.medalliance.gateway.signin;

import org.jspecify.annotations.NullMarked;
