package org.medalliance.staffing.directory;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Locale;
import org.medalliance.staffing.AfterCommit;
import org.springframework.stereotype.Component;
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
        return AfterCommit.run(() -> changes.forEach(it -> count(it.section(), it.kind(), 1)));
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
