package org.medalliance.platform.lifecycle;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A command that is said no to. The caller can act on it; nobody is paged for it. A refusal is thrown before the first
 * write of its transaction, carries codes and ids only, never a person's data, and has no stack.
 */
public abstract sealed class Refusal extends RuntimeException {

    private final String code;
    private final List<Object> arguments;

    Refusal(String code, Object... arguments) {
        super(code, null, false, false);
        this.code = code;
        this.arguments = List.of(arguments);
    }

    /** Names the text of the problem, and ends its type: stable. */
    public String code() {
        return code;
    }

    /** Values for the text's places. */
    public List<Object> arguments() {
        return arguments;
    }

    /** There is no such thing for this actor, whether or not it exists: 404. */
    public static final class Unknown extends Refusal {
        public Unknown() {
            super("unknown");
        }
    }

    /** A party of the case, but this is not theirs to do: 403. */
    public static final class Forbidden extends Refusal {
        public Forbidden(Enum<?> action) {
            super("forbidden", Offer.kebab(action.name()));
        }

        public Forbidden(String code) {
            super(code);
        }
    }

    /** The right party at the wrong time: 409. */
    public static final class WrongState extends Refusal {
        public WrongState(Enum<?> action, @Nullable Enum<?> state) {
            super("wrong-state", Offer.kebab(action.name()), state == null ? "-" : state.name());
        }
    }

    /** Another rule of the domain stands against it: 409. */
    public static final class Conflict extends Refusal {

        private final @Nullable String related;

        public Conflict(String code, Object... arguments) {
            super(code, arguments);
            this.related = null;
        }

        private Conflict(Conflict refusal, String related) {
            super(refusal.code(), refusal.arguments().toArray());
            this.related = related;
        }

        /**
         * The same refusal, with the way to what stands against it.
         *
         * @param path absolute path of something that the caller may open
         */
        public Conflict relatedTo(String path) {
            return new Conflict(this, path);
        }

        /** Absolute path of what stands against it; null where there is none, or none that the caller may open. */
        public @Nullable String related() {
            return related;
        }
    }

    /** Somebody else moved it since it was read: 412. */
    public static final class Stale extends Refusal {
        public Stale() {
            super("stale");
        }
    }

    /** The command says which version it means, or it is not carried out: 428. */
    public static final class PreconditionMissing extends Refusal {
        public PreconditionMissing() {
            super("precondition-missing");
        }
    }

    /** The command cannot be read: 400. */
    public static final class Malformed extends Refusal {
        public Malformed(String code, Object... arguments) {
            super(code, arguments);
        }
    }

    /** The command can be read, but values in it cannot be right: 422. */
    public static final class Invalid extends Refusal {

        /**
         * One place of a body that is wrong.
         *
         * @param pointer JSON pointer to the value
         * @param code names the text that says what is wrong with it
         */
        public record Fault(String pointer, String code) {}

        private final List<Fault> faults;

        /**
         * @param pointer JSON pointer to the value, null when it is no part of the body
         */
        public Invalid(String code, @Nullable String pointer, Object... arguments) {
            super(code, arguments);
            this.faults = pointer == null ? List.of() : List.of(new Fault(pointer, code));
        }

        /** Every place at once, so that a caller mends them in one go. */
        public Invalid(List<Fault> faults) {
            super("invalid");
            this.faults = List.copyOf(faults);
        }

        public List<Fault> faults() {
            return faults;
        }
    }

    /** Larger than what is taken: 413. */
    public static final class TooLarge extends Refusal {
        public TooLarge(long limit) {
            super("too-large", limit);
        }
    }
}
