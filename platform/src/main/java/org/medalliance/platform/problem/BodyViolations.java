package org.medalliance.platform.problem;

import java.time.temporal.Temporal;
import java.util.List;
import java.util.regex.Pattern;
import org.medalliance.platform.lifecycle.Refusal;
import org.springframework.core.codec.CodecException;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;
import org.springframework.web.bind.support.WebExchangeBindException;
import org.springframework.web.server.ServerWebInputException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Where in a body it is wrong, as JSON pointers; never what stood there. */
final class BodyViolations {

    private static final Pattern FIELD = Pattern.compile("[A-Za-z][A-Za-z_-]{0,39}");

    private BodyViolations() {}

    static List<Problem.Violation> of(WebExchangeBindException invalid) {
        return invalid.getAllErrors().stream().map(BodyViolations::of).toList();
    }

    static List<Problem.Violation> of(Refusal refusal) {
        return refusal instanceof Refusal.Invalid invalid
                ? invalid.faults().stream()
                        .map(it -> new Problem.Violation(it.pointer(), it.code(), it.code()))
                        .toList()
                : List.of();
    }

    static List<Problem.Violation> of(CodecException unreadable) {
        for (Throwable cause = unreadable.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof JacksonException jackson) {
                return List.of(of(jackson));
            }
        }
        return List.of();
    }

    /** A path or query parameter that does not convert; named by its name, without a pointer into a body. */
    static List<Problem.Violation> ofParameter(ServerWebInputException unreadable) {
        var parameter = unreadable.getMethodParameter();
        var name = parameter == null ? null : parameter.getParameterName();
        return name == null ? List.of() : List.of(new Problem.Violation("", "parameter", name));
    }

    private static Problem.Violation of(ObjectError error) {
        var code = error.getCode() == null ? "invalid" : error.getCode();
        var pointer = error instanceof FieldError field ? pointer(field.getField()) : "";
        var text = error.getDefaultMessage();
        return new Problem.Violation(pointer, code, text == null ? code : text);
    }

    private static Problem.Violation of(JacksonException jackson) {
        var code =
                switch (jackson) {
                    case UnrecognizedPropertyException _ -> "unknown-field";
                    case InvalidFormatException it when it.getValue() instanceof Temporal -> "time-out-of-range";
                    case InvalidFormatException it
                    when it.getTargetType() != null && it.getTargetType().isEnum() -> "unknown-value";
                    case MismatchedInputException _ -> "wrong-type";
                    case StreamConstraintsException _ -> "too-deep";
                    case StreamReadException _ -> "no-json";
                    default -> "wrong-type";
                };
        return new Problem.Violation(pointer(jackson), code, code);
    }

    private static String pointer(JacksonException jackson) {
        var pointer = new StringBuilder();
        for (var reference : jackson.getPath()) {
            var name = reference.getPropertyName();
            pointer.append('/').append(name == null ? String.valueOf(reference.getIndex()) : said(name));
        }
        return pointer.toString();
    }

    /** {@code diagnoses[0].code} is {@code /diagnoses/0/code}. */
    private static String pointer(String field) {
        return "/" + field.replace("].", "/").replace("]", "").replace('[', '/').replace('.', '/');
    }

    /** A name that no field could have may be anything that slipped into its place, a person's name too. */
    private static String said(String name) {
        return FIELD.matcher(name).matches() ? name : "*";
    }
}
