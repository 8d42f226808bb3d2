/** What the services' tests stand on: real engines, started once per test JVM, and tokens as the identity provider signs them. */
@NullMarked
package org.medalliance.platform.testing;

import org.jspecify.annotations.NullMarked;
