package org.medalliance.platform.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.PlatformTest;
import org.medalliance.platform.access.WorkerDatabase;
import org.medalliance.platform.crypto.Keys;
import org.medalliance.platform.crypto.Purpose;
import org.springframework.beans.factory.annotation.Autowired;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Keys change while people work: nothing is lost, nothing is missed, and nobody waits. */
@PlatformTest
class RotationTest {

    private static final String ALLIANCE = "rotating";

    private static final Keys OLD = TestRing.of("sm", 1);
    private static final Keys NEW = TestRing.of("international", 1, 2);

    @Autowired
    WorkerDatabase database;

    @BeforeEach
    void nothingYet() {
        run("delete from sealed_note");
        run("delete from key_rotation");
    }

    @Test
    void everyRowIsMadeAnewAndFoundByTheNewKeyAlone() {
        var ids = written(250);
        var rotation = rotation(NEW, true);

        assertThat(rotation.left(table(NEW)).block()).isEqualTo(250);
        assertThat(rotation.run(table(NEW)).block()).isEqualTo(250);

        assertThat(rotation.left(table(NEW)).block()).isZero();
        var onlyNew = TestRing.of("international", 2);
        assertThat(text(onlyNew, ids.get(7))).isEqualTo("text 7");
        assertThat(found(onlyNew, "word", "text 7")).containsExactly(ids.get(7));
    }

    @Test
    void whileItRunsOldAndNewRowsAreFound() {
        var ids = written(250);
        var rotation = rotation(NEW, true);
        rotation.begin(table(NEW)).then(rotation.step(table(NEW))).block();

        assertThat(rotation.left(table(NEW)).block()).isEqualTo(150);
        for (var place : List.of(0, 120, 249)) {
            assertThat(found(NEW, "word", "text " + place)).containsExactly(ids.get(place));
        }
    }

    @Test
    void aWriteThatRacesItIsNotLost() {
        assertThat(lostWrites(true)).isZero();
    }

    /** The guard's proof: without the comparison the rotation writes back what it had read before. */
    @Test
    void withoutTheComparisonRacingWritesAreLost() {
        assertThat(lostWrites(false)).isPositive();
    }

    @Test
    void severalInstancesShareTheRowsAndMakeEachAnewOnce() {
        written(1000);
        var made = Flux.range(0, 3)
                .flatMap(_ -> rotation(NEW, true).run(table(NEW)).subscribeOn(Schedulers.boundedElastic()))
                .collectList()
                .block();

        assertThat(made.stream().mapToLong(Long::longValue).sum()).isEqualTo(1000);
        assertThat(made).as("rows by instance").allMatch(rows -> rows > 0);
        assertThat(rotation(NEW, true).left(table(NEW)).block()).isZero();
    }

    @Test
    void aBatchThatItsWorkerTookAndNeverFinishedIsFoundAgain() {
        written(250);
        var died = rotation(NEW, true);
        died.begin(table(NEW)).then(died.taken(table(NEW))).block();

        var next = rotation(NEW, true);
        next.run(table(NEW)).block();
        assertThat(next.left(table(NEW)).block()).isEqualTo(100);
        next.run(table(NEW)).block();
        assertThat(next.left(table(NEW)).block()).isZero();
    }

    @Test
    void aRowThatDoesNotOpenIsPassedOverAndCounted() {
        var ids = written(3);
        run("update sealed_note set sealed = sealed || 'AA' where id = '%s'".formatted(ids.get(1)));
        var rotation = rotation(NEW, true);

        assertThat(rotation.run(table(NEW)).block()).isEqualTo(2);
        assertThat(rotation.left(table(NEW)).block()).isEqualTo(1);
    }

    @Test
    void whatWasErasedStaysErased() {
        var ids = written(3);
        var rotation = rotation(NEW, true);
        var read = rotation.begin(table(NEW)).then(rotation.taken(table(NEW))).block();
        run("update sealed_note set sealed = null where id = '%s'".formatted(ids.get(1)));
        assertThat(rotation.renew(table(NEW), read).block())
                .as("read before it was erased")
                .isEqualTo(2);

        assertThat(rotation.left(table(NEW)).block()).isZero();
        assertThat(rotation.run(table(NEW)).block()).isZero();
        assertThat(database.sql("select count(*) from sealed_note where sealed is null")
                        .map(row -> row.get(0, Long.class))
                        .one()
                        .block())
                .isEqualTo(1);
    }

    /** Every row is written by somebody between the rotation's reading and its writing. */
    private long lostWrites(boolean comparing) {
        var ids = written(100);
        var rotation = rotation(NEW, comparing);
        var read = rotation.begin(table(NEW)).then(rotation.taken(table(NEW))).block();
        var writing = Flux.fromIterable(ids)
                .flatMap(id -> write(NEW, id, "news of " + id).subscribeOn(Schedulers.boundedElastic()))
                .then();
        writing.block();
        rotation.renew(table(NEW), read).block();
        return ids.stream().filter(id -> !text(NEW, id).equals("news of " + id)).count();
    }

    @Test
    void manyWritersAndManyWorkersAtOnceLoseNothing() {
        var ids = written(300);
        var going = new AtomicBoolean(true);
        var writing = Flux.range(0, 900)
                .flatMap(turn -> write(NEW, ids.get(turn % 300), "turn " + turn), 4)
                .then()
                .doFinally(_ -> going.set(false));
        var rotating = Flux.range(0, 2)
                .flatMap(_ -> Mono.defer(() -> rotation(NEW, true).run(table(NEW)))
                        .repeat(going::get)
                        .then());
        Flux.merge(writing, rotating).then().block();
        rotation(NEW, true).run(table(NEW)).block();

        assertThat(rotation(NEW, true).left(table(NEW)).block()).isZero();
        for (var place = 0; place < 300; place++) {
            assertThat(text(NEW, ids.get(place))).matches("turn \\d+");
        }
    }

    private Rotation rotation(Keys keys, boolean comparing) {
        return new Rotation(
                database,
                new FieldCipher(keys),
                BlindIndex.of(keys),
                new PersonKeys(keys),
                Clock.systemUTC(),
                comparing);
    }

    private static SealedTable table(Keys keys) {
        return new SealedTable(
                "sealed_note",
                "sealed",
                List.of(
                        SealedTable.Index.of("word", Purpose.INDEX),
                        SealedTable.Index.ofMany("prefixes", Purpose.INDEX),
                        SealedTable.Index.of("person", Purpose.PERSON)),
                (alliance, clear) -> hashes(keys, alliance, clear));
    }

    private static Map<String, Object> hashes(Keys keys, String alliance, String clear) {
        var hashes = new HashMap<String, Object>();
        hashes.put("word", BlindIndex.of(keys).hash(alliance, "word", clear));
        hashes.put("prefixes", BlindIndex.of(keys).prefixes(alliance, "word", clear));
        if (!clear.endsWith("0")) {
            hashes.put("person", new PersonKeys(keys).of(alliance, clear));
        }
        return hashes;
    }

    private List<UUID> written(int rows) {
        return IntStream.range(0, rows)
                .mapToObj(place -> {
                    var id = new UUID(7, place + 1);
                    var text = "text " + place;
                    bound(
                                    "insert into sealed_note (id, alliance_id, version, sealed, word, prefixes, person)"
                                            + " values (:id, :alliance, 1, :sealed, :word, :prefixes, :person)",
                                    OLD,
                                    id,
                                    text)
                            .block();
                    return id;
                })
                .toList();
    }

    private Mono<Long> write(Keys keys, UUID id, String text) {
        return bound(
                "update sealed_note set sealed = :sealed, word = :word, prefixes = :prefixes, person = :person,"
                        + " version = version + 1 where id = :id and alliance_id = :alliance",
                keys,
                id,
                text);
    }

    private Mono<Long> bound(String sql, Keys keys, UUID id, String text) {
        var hashes = hashes(keys, ALLIANCE, text);
        var spec = database.sql(sql)
                .bind("id", id)
                .bind("alliance", ALLIANCE)
                .bind("sealed", new FieldCipher(keys).encrypt(table(keys).context(id), text))
                .bind("word", hashes.get("word"))
                .bind("prefixes", ((List<?>) hashes.get("prefixes")).toArray(String[]::new));
        var person = hashes.get("person");
        spec = person == null ? spec.bindNull("person", String.class) : spec.bind("person", person);
        return spec.fetch().rowsUpdated();
    }

    private String text(Keys keys, UUID id) {
        return database.sql("select sealed from sealed_note where id = :id")
                .bind("id", id)
                .map(row -> new FieldCipher(keys).decrypt(table(keys).context(id), row.get(0, String.class)))
                .one()
                .block();
    }

    private List<UUID> found(Keys keys, String field, String value) {
        return database.sql("select id from sealed_note where word = any (:hashes)")
                .bind(
                        "hashes",
                        BlindIndex.of(keys).hashes(ALLIANCE, field, value).toArray(String[]::new))
                .map(row -> row.get(0, UUID.class))
                .all()
                .collectList()
                .block();
    }

    private void run(String sql) {
        database.sql(sql).then().block();
    }
}
