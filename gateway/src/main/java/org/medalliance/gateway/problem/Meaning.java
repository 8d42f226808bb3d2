package org.medalliance.gateway.problem;

import java.time.Duration;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.server.csrf.CsrfException;
import org.springframework.web.ErrorResponse;

/**
 * What a failure means to the caller, before it is put into words.
 *
 * @param code stable; the texts of {@code problems/gateway*.properties} are found by it
 * @param arguments what the texts name: {@link Words} or numbers
 */
record Meaning(HttpStatusCode status, String code, List<Object> arguments, HttpHeaders headers) {

    private static final Duration SIGN_IN_BACK = Duration.ofSeconds(10);

    /** Time to look a case up before a command is sent again. */
    private static final Duration LOOK_FIRST = Duration.ofSeconds(5);

    static Meaning of(Throwable failure) {
        return switch (failure) {
            case Refusal refusal -> of(refusal);
            case AuthenticationServiceException _ -> of(new Refusal.SignInAway());
            case OAuth2AuthenticationException _ -> plain(HttpStatus.UNAUTHORIZED, "token-refused");
            case AuthenticationException _ -> plain(HttpStatus.UNAUTHORIZED, "unauthenticated");
            case CsrfException _ -> plain(HttpStatus.FORBIDDEN, "csrf-token-missing");
            case AccessDeniedException _ -> plain(HttpStatus.FORBIDDEN, "denied");
            case ErrorResponse framework -> of(framework);
            default -> plain(HttpStatus.INTERNAL_SERVER_ERROR, "internal");
        };
    }

    private static Meaning of(Refusal refusal) {
        return switch (refusal) {
            case Refusal.ServiceAway it ->
                plain(HttpStatus.SERVICE_UNAVAILABLE, it.code(), it.service).retryAfter(it.retryAfter);
            case Refusal.AnswerLost it ->
                plain(HttpStatus.SERVICE_UNAVAILABLE, it.code(), it.service).retryAfter(LOOK_FIRST);
            case Refusal.ServiceSlow it ->
                plain(HttpStatus.GATEWAY_TIMEOUT, it.code(), it.service).retryAfter(LOOK_FIRST);
            case Refusal.TooMany it ->
                plain(HttpStatus.TOO_MANY_REQUESTS, it.code(), it.who).retryAfter(it.retryAfter);
            case Refusal.BodyTooLarge it -> plain(HttpStatus.CONTENT_TOO_LARGE, it.code(), it.allowedBytes);
            case Refusal.LengthMissing it -> plain(HttpStatus.LENGTH_REQUIRED, it.code());
            case Refusal.SignInEnded it -> plain(HttpStatus.UNAUTHORIZED, it.code());
            case Refusal.SignInAway it ->
                plain(HttpStatus.SERVICE_UNAVAILABLE, it.code()).retryAfter(SIGN_IN_BACK);
            case Refusal.NobodyInParticular it -> plain(HttpStatus.FORBIDDEN, it.code());
            case Refusal.PositionUnreadable it -> plain(HttpStatus.BAD_REQUEST, it.code());
            case Refusal.StreamsFull it ->
                plain(HttpStatus.SERVICE_UNAVAILABLE, it.code()).retryAfter(it.retryAfter);
        };
    }

    private static Meaning of(ErrorResponse framework) {
        var status = framework.getStatusCode();
        var headers = new HttpHeaders();
        headers.putAll(framework.getHeaders());
        return new Meaning(status, "http-" + status.value(), List.of(), headers);
    }

    private static Meaning plain(HttpStatus status, String code, Object... arguments) {
        return new Meaning(status, code, List.of(arguments), new HttpHeaders());
    }

    private Meaning retryAfter(Duration wait) {
        headers.set(
                HttpHeaders.RETRY_AFTER,
                String.valueOf(Math.max(1, wait.plusMillis(999).toSeconds())));
        return this;
    }

    List<Object> argumentsIn(Language language) {
        return arguments.stream()
                .map(it -> it instanceof Words words ? words.in(language) : it)
                .toList();
    }
}
