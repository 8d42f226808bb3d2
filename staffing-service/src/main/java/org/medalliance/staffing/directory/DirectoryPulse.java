package org.medalliance.staffing.directory;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionSynchronization;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import reactor.core.publisher.Mono;

/** Counts what was published of the directory, once it is committed. */
@Component
class DirectoryPulse {

    private final MeterRegistry meters;

    DirectoryPulse(MeterRegistry meters) {
        this.meters = meters;
        for (var section : Section.values()) {
            for (var kind : Change.Kind.values()) {
                count(section, kind, 0);
            }
        }
    }

    Mono<Void> publishedAfterCommit(List<Change> changes) {
        return TransactionSynchronizationManager.forCurrentTransaction()
                .doOnNext(transaction -> transaction.registerSynchronization(new TransactionSynchronization() {
                    @Override
                    public Mono<Void> afterCommit() {
                        return Mono.fromRunnable(() -> changes.forEach(it -> count(it.section(), it.kind(), 1)));
                    }
                }))
                .then();
    }

    private void count(Section section, Change.Kind kind, int rows) {
        meters.counter(
                        "alliance.directory.rows.published",
                        "section",
                        section.listName(),
                        "change",
                        kind.name().toLowerCase(Locale.ROOT))
                .increment(rows);
    }
}
