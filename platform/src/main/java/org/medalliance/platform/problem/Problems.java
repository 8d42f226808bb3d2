package org.medalliance.platform.problem;

import static org.springframework.http.HttpStatus.BAD_REQUEST;
import static org.springframework.http.HttpStatus.CONFLICT;
import static org.springframework.http.HttpStatus.CONTENT_TOO_LARGE;
import static org.springframework.http.HttpStatus.FORBIDDEN;
import static org.springframework.http.HttpStatus.INTERNAL_SERVER_ERROR;
import static org.springframework.http.HttpStatus.NOT_FOUND;
import static org.springframework.http.HttpStatus.PRECONDITION_FAILED;
import static org.springframework.http.HttpStatus.PRECONDITION_REQUIRED;
import static org.springframework.http.HttpStatus.SERVICE_UNAVAILABLE;
import static org.springframework.http.HttpStatus.UNAUTHORIZED;
import static org.springframework.http.HttpStatus.UNPROCESSABLE_CONTENT;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import org.medalliance.platform.lifecycle.Refusal;
import org.springframework.context.MessageSource;
import org.springframework.core.codec.CodecException;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.support.WebExchangeBindException;
import org.springframework.web.server.ServerWebInputException;

/** Says what a throwable means to a caller. One place, one exhaustive switch over the refusals. */
@Component
public class Problems {

    /** A database that restarts is back within seconds. */
    private static final Duration DATABASE_BACK = Duration.ofSeconds(5);

    private static final Duration PROVIDER_BACK = Duration.ofSeconds(5);

    private final MessageSource texts;

    Problems(MessageSource texts) {
        this.texts = texts;
    }

    Problem.Cause causeOf(Throwable failure) {
        return switch (failure) {
            case Refusal refusal -> causeOf(refusal);
            case WebExchangeBindException invalid ->
                Problem.Cause.of(BAD_REQUEST, "invalid").with(BodyViolations.of(invalid));
            case ServerWebInputException unreadable -> causeOf(unreadable);
            case CodecException unreadable -> malformed(unreadable);
            case DataBufferLimitException _ -> Problem.Cause.of(CONTENT_TOO_LARGE, "too-large", 1024 * 1024);
            // The identity provider's keys cannot be had: the token may well be a good one.
            case AuthenticationServiceException _ ->
                Problem.Cause.of(SERVICE_UNAVAILABLE, "sign-in-away").retryAfter(PROVIDER_BACK);
            case AuthenticationException _ -> Problem.Cause.of(UNAUTHORIZED, "unauthenticated");
            case AccessDeniedException _ -> Problem.Cause.of(FORBIDDEN, "role-missing");
            case ErrorResponse framework ->
                Problem.Cause.of(
                        framework.getStatusCode(),
                        "http-" + framework.getStatusCode().value());
            case Unavailable away ->
                Problem.Cause.of(SERVICE_UNAVAILABLE, away.code()).retryAfter(away.after());
            case ConcurrencyFailureException _ ->
                Problem.Cause.of(SERVICE_UNAVAILABLE, "busy").retryAfter(Duration.ofSeconds(1));
            case CannotCreateTransactionException _,
                    DataAccessResourceFailureException _,
                    TransientDataAccessException _,
                    TransactionSystemException _,
                    TimeoutException _ ->
                Problem.Cause.of(SERVICE_UNAVAILABLE, "database-away").retryAfter(DATABASE_BACK);
            default -> Problem.Cause.of(INTERNAL_SERVER_ERROR, "internal");
        };
    }

    private static Problem.Cause causeOf(Refusal refusal) {
        var status =
                switch (refusal) {
                    case Refusal.Unknown _ -> NOT_FOUND;
                    case Refusal.Forbidden _ -> FORBIDDEN;
                    case Refusal.WrongState _, Refusal.Conflict _ -> CONFLICT;
                    case Refusal.Stale _ -> PRECONDITION_FAILED;
                    case Refusal.PreconditionMissing _ -> PRECONDITION_REQUIRED;
                    case Refusal.Malformed _ -> BAD_REQUEST;
                    case Refusal.Invalid _ -> UNPROCESSABLE_CONTENT;
                    case Refusal.TooLarge _ -> CONTENT_TOO_LARGE;
                };
        var related = refusal instanceof Refusal.Conflict conflict ? conflict.related() : null;
        return new Problem.Cause(
                status, refusal.code(), refusal.arguments(), BodyViolations.of(refusal), related, null);
    }

    private static Problem.Cause causeOf(ServerWebInputException unreadable) {
        for (Throwable cause = unreadable.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof Refusal refusal) {
                return causeOf(refusal);
            }
            if (cause instanceof DataBufferLimitException) {
                return Problem.Cause.of(CONTENT_TOO_LARGE, "too-large", 1024 * 1024);
            }
            if (cause instanceof CodecException codec) {
                return malformed(codec);
            }
        }
        return Problem.Cause.of(unreadable.getStatusCode(), "unreadable").with(BodyViolations.ofParameter(unreadable));
    }

    private static Problem.Cause malformed(CodecException unreadable) {
        return Problem.Cause.of(BAD_REQUEST, "unreadable").with(BodyViolations.of(unreadable));
    }

    /** In the caller's language; a code without a text falls back to its status's. */
    Problem inWords(
            Problem.Cause cause, Locale locale, String instance, @org.jspecify.annotations.Nullable String requestId) {
        var status = cause.status().value();
        var arguments = cause.arguments().toArray();
        var fallback = text("http-" + status, ".title", arguments, locale, "HTTP " + status);
        return new Problem(
                "urn:medalliance:problem:" + cause.code(),
                text(cause.code(), ".title", arguments, locale, fallback),
                status,
                text(cause.code(), ".detail", arguments, locale, fallback),
                instance,
                requestId,
                cause.related(),
                inWords(cause.violations(), locale));
    }

    private List<Problem.Violation> inWords(List<Problem.Violation> violations, Locale locale) {
        return violations.stream()
                .map(it -> new Problem.Violation(it.pointer(), it.code(), inWords(it, locale)))
                .toList();
    }

    /** What is wrong with one place; where nothing is written for places, the problem's own title. */
    private String inWords(Problem.Violation violation, Locale locale) {
        var none = new Object[0];
        var title = text(violation.code(), ".title", none, locale, violation.detail());
        return text("field." + violation.code(), "", none, locale, title);
    }

    /** The fallback is taken as it is: a validator's own text may hold braces that are no places. */
    private String text(String code, String suffix, Object[] arguments, Locale locale, String fallback) {
        var text = texts.getMessage(code + suffix, arguments, null, locale);
        return text == null ? fallback : text;
    }
}
