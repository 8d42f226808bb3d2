/** One channel for what goes wrong: RFC 9457 problems in Chinese and English. */
@NullMarked
package org.medalliance.platform.problem;

import org.jspecify.annotations.NullMarked;
