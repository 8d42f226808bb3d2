/** The demo county's morning. */
@NullMarked
package org.medalliance.local.demo;

import org.jspecify.annotations.NullMarked;
