package org.medalliance.platform.audit.verify;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * One place where the trail is not what was sealed.
 *
 * @param batch number of the seal, null when the entry is in none
 * @param entry id of the entry, null when it is about a whole batch
 */
public record Finding(
        What what, @Nullable Long batch, @Nullable Long entry, String detail) {

    public enum What {
        /** An entry is not what was sealed. */
        EDITED("条目被改动 entry edited"),
        /** An entry or a batch is gone. */
        MISSING("缺失 missing"),
        /** A batch does not follow the one before it. */
        ORDER("顺序不符 out of order"),
        /** The newest batches, told outside, are gone. */
        TAIL_MISSING("末尾被截断 tail missing"),
        /** A batch is not what was sealed, or not what was told outside. */
        FORGED("批次被伪造 batch forged"),
        /** An entry that no seal knows and that does not wait for one: put in behind the service's back. */
        UNSEALED("未经封存的条目 entry that was never sealed");

        private final String words;

        What(String words) {
            this.words = words;
        }
    }

    /** The first broken one first; what is in no batch comes last. */
    static final Comparator<Finding> ORDER_OF_CHAIN = Comparator.comparing(
                    (Finding it) -> it.batch() == null ? Long.MAX_VALUE : it.batch())
            .thenComparing(it -> it.entry() == null ? 0 : it.entry());

    String inWords() {
        return "%s：%s%s%s"
                .formatted(
                        what.words,
                        batch == null ? "" : "批次 batch " + batch + " ",
                        entry == null ? "" : "条目 entry " + entry + " ",
                        detail);
    }
}
