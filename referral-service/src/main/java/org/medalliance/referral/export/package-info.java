/** Cases to take away: as text for whatever reads text, and as a workbook. */
@NullMarked
package org.medalliance.referral.export;

import org.jspecify.annotations.NullMarked;
