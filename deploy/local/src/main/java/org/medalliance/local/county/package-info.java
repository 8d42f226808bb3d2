/** The demo county: 瑞金市 with synthetic people, always the same from the same seed. */
@NullMarked
package org.medalliance.local.county;

import org.jspecify.annotations.NullMarked;
