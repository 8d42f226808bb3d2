package org.medalliance.referral.attachment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.medalliance.referral.County.ALLIANCE;

import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.access.Actor;
import org.medalliance.platform.access.AllianceDatabase;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.access.WorkerDatabase;
import org.medalliance.platform.crypto.Keys;
import org.medalliance.platform.lifecycle.Refusal;
import org.medalliance.platform.privacy.FieldCipher;
import org.medalliance.platform.testing.Rendezvous;
import org.medalliance.platform.testing.ServiceTest;
import org.medalliance.platform.web.Command;
import org.medalliance.platform.web.Commands;
import org.medalliance.referral.County;
import org.medalliance.referral.cases.CaseDoor;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Room for two files is left, and six come at once: each finds room when it begins. */
@ServiceTest
class RivalUploadsTest {

    private static final int RIVALS = 6;

    private static final int FILE = 300 << 10;

    private static final Actor DOCTOR =
            new Actor("a-doctor", "", ALLIANCE, "clinic", "p-doctor", Set.of("clinic-doctor"));

    @LocalServerPort
    int port;

    @Autowired
    AllianceDatabase database;

    @Autowired
    WorkerDatabase everything;

    @Autowired
    CaseDoor door;

    @Autowired
    Attachments attachments;

    @Autowired
    Contents contents;

    @Autowired
    AttachmentScanner scanner;

    @Autowired
    Commands commands;

    @Autowired
    Keys keys;

    @Autowired
    FieldCipher cipher;

    @Autowired
    JsonMapper json;

    @Autowired
    Clock clock;

    private UUID referral;

    @BeforeEach
    void aCase() {
        var county = new County(port);
        county.found();
        referral = UUID.fromString(County.id(county.submitted()));
    }

    @Test
    void ofRivalsForTheLastBytesNoMoreAreKeptThanFitAndOfTheOthersNothingIsLeft() {
        assertThat(kept(attachments)).isEqualTo(2);

        assertThat(bytes()).isEqualTo(2 * FILE);
        assertThat(count("attachment_content")).isEqualTo(2);
        assertThat(count("attachment_chunk")).isEqualTo(4);
    }

    /** The same uploads, where each counts before the first of them adds: the limit is passed threefold. */
    @Test
    void withoutTheLockAllOfThemWouldBeKept() {
        assertThat(kept(new Unlocked())).isEqualTo(RIVALS);

        assertThat(bytes()).isEqualTo(RIVALS * FILE);
    }

    private long kept(Attachments attachments) {
        var settings = new AttachmentSettings(
                DataSize.ofMegabytes(20),
                30,
                DataSize.ofBytes(2 * FILE + FILE / 2),
                48,
                Duration.ofSeconds(30),
                Duration.ofMinutes(5),
                null,
                Duration.ofSeconds(60));
        var desk = new AttachmentDesk(door, attachments, contents, scanner, commands, settings, keys, clock);
        var kept = Flux.range(0, RIVALS)
                .flatMap(i -> upload(desk, i), RIVALS)
                .filter(it -> it)
                .count()
                .block();
        return kept == null ? 0 : kept;
    }

    private Mono<Boolean> upload(AttachmentDesk desk, int seed) {
        var command = new Command(DOCTOR, UUID.randomUUID().toString(), "upload", null);
        return desk.upload(command, referral, new GivenFile("ecg", null, -1), body(Files.pdf(FILE, seed)))
                .map(_ -> true)
                .onErrorResume(Refusal.Conflict.class, refused -> {
                    assertThat(refused.code()).isEqualTo("attachments-full");
                    return Mono.just(false);
                })
                .contextWrite(DOCTOR.scope().carried());
    }

    private static Flux<DataBuffer> body(byte[] file) {
        return Flux.just(DefaultDataBufferFactory.sharedInstance.wrap(file));
    }

    private long bytes() {
        return number("select coalesce(sum(size), 0)::bigint from attachment where referral_id = :referral");
    }

    private long count(String table) {
        return number("select count(*) from %s where referral_id = :referral".formatted(table));
    }

    private long number(String sql) {
        var number = everything
                .sql(sql)
                .bind("referral", referral)
                .map(row -> row.get(0, Long.class))
                .one()
                .block();
        return number == null ? -1 : number;
    }

    private final class Unlocked extends Attachments {

        private final Rendezvous counted = new Rendezvous(RIVALS);

        Unlocked() {
            super(database, cipher, json);
        }

        @Override
        Mono<Taken> takenForNow(Scope scope, UUID referral) {
            return taken(scope, referral).delayUntil(_ -> counted.met());
        }
    }
}
