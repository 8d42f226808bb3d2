/** Cipher suites and the keys for them: what the fields of persons are sealed and found by. */
@NullMarked
package org.medalliance.platform.crypto;

import org.jspecify.annotations.NullMarked;
