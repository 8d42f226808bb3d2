package org.medalliance.staffing.directory;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.lifecycle.Refusal;
import org.medalliance.platform.messaging.Event;
import org.medalliance.platform.messaging.Outbox;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Where the directory is brought up to date. Works within the caller's transaction. */
@Service
class DirectoryDesk {

    private final DirectoryRows rows;
    private final Outbox outbox;
    private final JsonMapper json;
    private final DirectoryPulse pulse;
    private final Clock clock;

    DirectoryDesk(DirectoryRows rows, Outbox outbox, JsonMapper json, DirectoryPulse pulse, Clock clock) {
        this.rows = rows;
        this.outbox = outbox;
        this.json = json;
        this.pulse = pulse;
        this.clock = clock;
    }

    /**
     * Takes an import in wholly or, with every bad row named, not at all. Rows that are as they were stay untouched.
     *
     * @param dryRun says what would change and writes nothing
     * @param replace removes the rows that are absent from a list that the import brings
     */
    Mono<ImportReport> take(Scope scope, DirectoryFile file, boolean dryRun, boolean replace) {
        var draft = Draft.of(file);
        return rows.lock(scope)
                .map(before -> checked(Directory.after(before, draft, replace), draft))
                .flatMap(changes -> (dryRun || changes.isEmpty() ? Mono.<Void>empty() : commit(scope, changes))
                        .thenReturn(ImportReport.of(draft, changes, dryRun)));
    }

    private static List<Change> checked(Directory after, Draft draft) {
        var faults = new ArrayList<>(draft.faults());
        faults.addAll(DirectoryRules.broken(after, draft));
        if (!faults.isEmpty()) {
            throw new Refusal.Invalid(faults.stream().distinct().toList());
        }
        return after.changes();
    }

    private Mono<Void> commit(Scope scope, List<Change> changes) {
        var now = clock.instant();
        return rows.write(scope, changes, now)
                .thenMany(Flux.fromIterable(changes))
                .concatMap(change -> outbox.append(event(scope, change, now)))
                .then(Mono.defer(() -> pulse.publishedAfterCommit(changes)));
    }

    private Event event(Scope scope, Change change, Instant now) {
        ObjectNode data = json.valueToTree(change.row().open());
        data.put("active", change.active());
        var section = change.section();
        return new Event(
                scope, section.topic(), section.eventType(), change.row().id(), change.version(), now, data);
    }
}
