package org.medalliance.referral.content;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * @param asked the version of the referral as which it asked, since it may ask more than once; null where that was not
 *     noted yet
 * @param consult id that telemedicine gave it, null until it has opened the consult
 */
public record ConsultRequest(
        String question,
        @Nullable Long asked,
        @Nullable UUID consult,
        @Nullable String number,
        @Nullable Conclusion conclusion) {}
