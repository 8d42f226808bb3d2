package org.medalliance.gateway.problem;

import java.time.Duration;

/** What the gateway refuses by itself. Stackless: a refusal is an answer, not an accident. */
public abstract sealed class Refusal extends RuntimeException {

    private final String code;

    private Refusal(String code) {
        super(code, null, false, false);
        this.code = code;
    }

    String code() {
        return code;
    }

    /** The service could not be reached, or its breaker is open: nothing was asked of it. */
    public static final class ServiceAway extends Refusal {

        final Words service;
        final Duration retryAfter;

        public ServiceAway(Words service, Duration retryAfter) {
            super("service-away");
            this.service = service;
            this.retryAfter = retryAfter;
        }
    }

    /** The service was asked and the connection was lost before it answered: it may have acted. */
    public static final class AnswerLost extends Refusal {

        final Words service;

        public AnswerLost(Words service) {
            super("answer-lost");
            this.service = service;
        }
    }

    /** The service was asked and did not answer in time: it may have acted. */
    public static final class ServiceSlow extends Refusal {

        final Words service;

        public ServiceSlow(Words service) {
            super("service-slow");
            this.service = service;
        }
    }

    /** More requests than the limit of the named policy. */
    public static final class TooMany extends Refusal {

        final Words who;
        final Duration retryAfter;

        public TooMany(Words who, Duration retryAfter) {
            super("too-many-requests");
            this.who = who;
            this.retryAfter = retryAfter;
        }
    }

    public static final class BodyTooLarge extends Refusal {

        final long allowedBytes;

        public BodyTooLarge(long allowedBytes) {
            super("too-large");
            this.allowedBytes = allowedBytes;
        }
    }

    /** An upload whose length is not known before it is read. */
    public static final class LengthMissing extends Refusal {

        public LengthMissing() {
            super("length-missing");
        }
    }

    /** The browser's session is there, its sign-in at the identity provider has ended. */
    public static final class SignInEnded extends Refusal {

        public SignInEnded() {
            super("sign-in-ended");
        }
    }

    /** The identity provider cannot be reached. */
    public static final class SignInAway extends Refusal {

        public SignInAway() {
            super("sign-in-away");
        }
    }

    /** Nothing can concern a caller of no alliance. */
    public static final class NobodyInParticular extends Refusal {

        public NobodyInParticular() {
            super("nobody-in-particular");
        }
    }

    /** The {@code Last-Event-ID} is none of ours. */
    public static final class PositionUnreadable extends Refusal {

        public PositionUnreadable() {
            super("position-unreadable");
        }
    }

    /** This replica has as many streams as it may. */
    public static final class StreamsFull extends Refusal {

        final Duration retryAfter;

        public StreamsFull(Duration retryAfter) {
            super("streams-full");
            this.retryAfter = retryAfter;
        }
    }
}
