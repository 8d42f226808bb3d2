/** Files of a referral: uploaded and shown as streams, stored sealed in chunks, never held whole. */
@NullMarked
package org.medalliance.referral.attachment;

import org.jspecify.annotations.NullMarked;
