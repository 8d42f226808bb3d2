package org.medalliance.platform.web;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.Actor;
import org.medalliance.platform.access.AllianceDatabase;
import org.medalliance.platform.identity.Ids;
import org.medalliance.platform.lifecycle.Refusal;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The test service's resource. */
@RestController
@RequestMapping("/api/platform/v1")
class NoteController {

    enum Kind {
        PLAIN,
        URGENT
    }

    record Part(@NotBlank String name, int count) {}

    record NewNote(
            @NotBlank String text,
            @NotNull Kind kind,
            int count,
            @Nullable List<@Valid Part> parts,
            @Nullable Object free,
            @Nullable Instant seenAt,
            @Nullable LocalDate seenOn) {}

    record Note(UUID id, String text, long version, Instant at) {}

    private final Commands commands;
    private final AllianceDatabase rows;
    private final DatabaseClient database;
    private final Clock clock;

    NoteController(Commands commands, AllianceDatabase rows, DatabaseClient database, Clock clock) {
        this.commands = commands;
        this.rows = rows;
        this.database = database;
        this.clock = clock;
    }

    @PostMapping("/notes")
    Mono<ResponseEntity<Note>> write(Command command, @Valid @RequestBody NewNote wanted) {
        return commands.once(command, Note.class, () -> insert(command.actor(), wanted)
                .map(note -> Answer.created("/api/platform/v1/notes/" + note.id(), note.version(), note)));
    }

    private Mono<Note> insert(Actor actor, NewNote wanted) {
        if (wanted.text().equals("refused")) {
            return Mono.error(new Refusal.Invalid("invalid", "/text"));
        }
        var note = new Note(Ids.next(), wanted.text(), 1, clock.instant());
        return rows.sql(
                        actor.scope(),
                        "insert into note (id, alliance_id, version, text, at) values (:id, :alliance, 1, :text, :at)")
                .bind("id", note.id())
                .bind("text", note.text())
                .bind("at", note.at())
                .then()
                .thenReturn(note);
    }

    @PostMapping("/notes/{id}/touch")
    Mono<ResponseEntity<Note>> touch(@PathVariable UUID id, Command command) {
        var expected = command.expectedVersion();
        return commands.once(command, Note.class, () -> find(command.actor(), id)
                .doOnNext(note -> command.requireVersion(note.version()))
                .flatMap(note -> rows.sql(
                                command.actor().scope(),
                                "update note set version = version + 1 where id = :id and version = :version and alliance_id = :alliance")
                        .bind("id", id)
                        .bind("version", expected)
                        .fetch()
                        .rowsUpdated()
                        .filter(updated -> updated == 1)
                        .switchIfEmpty(Mono.error(Refusal.Stale::new))
                        .thenReturn(new Note(id, note.text(), expected + 1, note.at())))
                .map(note -> Answer.ok(note.version(), note)));
    }

    @GetMapping("/notes/{id}")
    Mono<Note> find(Actor actor, @PathVariable UUID id) {
        return rows.sql(
                        actor.scope(),
                        "select id, text, version, at from note where id = :id and alliance_id = :alliance")
                .bind("id", id)
                .mapProperties(Note.class)
                .one()
                .switchIfEmpty(Mono.error(Refusal.Unknown::new));
    }

    @GetMapping("/notes")
    Mono<ResponseEntity<Page<Note>>> page(Actor actor, PageRequest page, ServerHttpRequest request) {
        return rows.sql(actor.scope(), """
                        select id, text, version, at from note
                         where alliance_id = :alliance and (at, id) < (:at, :id) order by at desc, id desc limit :limit
                        """)
                .bind("at", page.before().at())
                .bind("id", page.before().id())
                .bind("limit", page.limit() + 1)
                .mapProperties(Note.class)
                .all()
                .collectList()
                .map(found -> Page.of(found, page, it -> new PageRequest.Position(it.at(), it.id()))
                        .response(request));
    }

    @GetMapping("/me")
    Mono<Actor> me(Actor actor) {
        return Mono.just(actor);
    }

    @GetMapping("/broken")
    Mono<String> broken() {
        return Mono.error(new IllegalStateException("患者张三的身份证号", new RuntimeException("张三")));
    }

    /** Three seconds or more, and more rows than the 256 that the driver takes at once. */
    @GetMapping("/many")
    Mono<Integer> many(@RequestParam UUID run) {
        return database.sql("select i, repeat('x', 2000), '%s', pg_sleep(0.0002) from generate_series(1, 12000) i"
                        .formatted(run))
                .map(row -> row.get(0, Integer.class))
                .all()
                .collectList()
                .map(List::size);
    }

    @GetMapping("/when")
    Mono<String> when(
            @RequestParam(required = false) @Nullable LocalDate day,
            @RequestParam(required = false) @Nullable Instant at) {
        return Mono.just(day + " " + at);
    }

    @GetMapping("/one")
    Mono<Integer> one() {
        return database.sql("select 1").map(row -> row.get(0, Integer.class)).one();
    }
}
