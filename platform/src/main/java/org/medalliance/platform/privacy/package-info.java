/** What keeps a person's data with those who need it. */
@NullMarked
package org.medalliance.platform.privacy;

import org.jspecify.annotations.NullMarked;
