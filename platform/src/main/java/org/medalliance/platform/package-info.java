/** What every service of the alliance stands on: mechanism only, no word of any one service's domain. */
@NullMarked
package org.medalliance.platform;

import org.jspecify.annotations.NullMarked;
