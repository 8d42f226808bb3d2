package org.medalliance.gateway.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * An RFC 9457 problem, of the same shape as the services' own.
 *
 * @param type {@code urn:medalliance:problem:<code>}, stable
 * @param instance the path that was asked, without its query
 * @param requestId what to quote when asking for help
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Problem(
        String type,
        String title,
        int status,
        String detail,
        String instance,
        @Nullable String requestId) {}
