package org.medalliance.platform.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;

/**
 * An RFC 9457 problem. It never says more than codes, ids and what the caller sent the place of: no value of a field,
 * no message of an exception.
 *
 * @param type {@code urn:medalliance:problem:<code>}, stable
 * @param status HTTP status
 * @param requestId what to quote when asking for help
 * @param related absolute path of what stands against the request, where the caller may open it; the same stands in the
 *     {@code Link} header
 * @param errors the places in the body that are wrong, empty when it is not about the body
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        @Nullable String instance,
        @Nullable String requestId,
        @Nullable String related,
        List<Violation> errors) {

    /**
     * @param pointer JSON pointer into the body, {@code ""} for the body itself
     * @param code stable name of what is wrong with it
     */
    public record Violation(String pointer, String code, String detail) {}

    /** What a throwable means before it is put into words. */
    record Cause(
            HttpStatusCode status,
            String code,
            List<Object> arguments,
            List<Violation> violations,
            @Nullable String related,
            @Nullable Duration retryAfter) {

        static Cause of(HttpStatusCode status, String code, Object... arguments) {
            return new Cause(status, code, List.of(arguments), List.of(), null, null);
        }

        Cause with(List<Violation> violations) {
            return new Cause(status, code, arguments, violations, related, retryAfter);
        }

        Cause retryAfter(Duration wait) {
            return new Cause(status, code, arguments, violations, related, wait);
        }
    }
}
