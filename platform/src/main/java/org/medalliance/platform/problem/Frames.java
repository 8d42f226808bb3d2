package org.medalliance.platform.problem;

import org.jspecify.annotations.Nullable;

/** What went wrong and where, for a log: an exception's kind and stack and those of its causes, without any message. */
final class Frames extends RuntimeException {

    private static final int DEEPEST = 8;

    private Frames(Throwable failure, @Nullable Throwable cause) {
        super(failure.getClass().getName(), cause, false, true);
        setStackTrace(failure.getStackTrace());
    }

    static Frames of(Throwable failure) {
        return of(failure, 0);
    }

    private static Frames of(Throwable failure, int depth) {
        var cause = failure.getCause();
        return new Frames(failure, cause == null || depth == DEEPEST ? null : of(cause, depth + 1));
    }
}
