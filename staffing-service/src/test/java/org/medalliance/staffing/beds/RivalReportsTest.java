package org.medalliance.staffing.beds;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.access.Actor;
import org.medalliance.platform.access.AllianceDatabase;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.access.WorkerDatabase;
import org.medalliance.platform.lifecycle.Refusal;
import org.medalliance.platform.messaging.Outbox;
import org.medalliance.platform.testing.Rendezvous;
import org.medalliance.platform.testing.ServiceTest;
import org.medalliance.staffing.Api;
import org.medalliance.staffing.County;
import org.medalliance.staffing.EventLog;
import org.medalliance.staffing.beds.BedBoard.WardBeds;
import org.medalliance.staffing.beds.BedController.CountedBeds;
import org.medalliance.staffing.beds.BedController.ReportBeds;
import org.medalliance.staffing.directory.DirectoryBoard;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Each ward of a hospital reports at the same time, in a transaction of its own. */
@ServiceTest
class RivalReportsTest {

    private static final int RIVALS = 8;

    @LocalServerPort
    int port;

    @Autowired
    AllianceDatabase database;

    @Autowired
    WorkerDatabase everything;

    @Autowired
    DirectoryBoard directory;

    @Autowired
    Outbox outbox;

    @Autowired
    TransactionalOperator transaction;

    @Autowired
    BedBoards boards;

    @Autowired
    JsonMapper json;

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);

    private County county;
    private List<String> wards;

    @BeforeEach
    void aHospitalOfManyWards() {
        county = County.create();
        var departments = county.row("institutions", 0).withArray("departments");
        var cardiology = (ObjectNode) departments.get(0);
        IntStream.rangeClosed(1, RIVALS)
                .mapToObj(i -> cardiology.deepCopy().put("code", "CARD" + i))
                .forEach(departments::add);
        wards = IntStream.rangeClosed(1, RIVALS).mapToObj(i -> "CARD" + i).toList();
        var imported = new Api(port).post(county.manager(), "/directory/import", county.directory());
        assertThat(imported.status()).as(imported.toString()).isEqualTo(200);
    }

    @Test
    void ofReportsAtOnceNoneIsRefusedOrLostAndEachIsToldInItsPlace() {
        assertThat(kept(boards)).isEqualTo(wards.size());

        assertThat(reported()).isEqualTo(wards);
        assertThat(told())
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, wards.size()).boxed().toList());
    }

    /** The lock lets the reports of a hospital follow one another; the comparison alone would send all but one away. */
    @Test
    void withoutTheLockAllButOneWouldBeRefused() {
        assertThat(kept(new Unlocked(true))).isEqualTo(1);

        assertThat(reported()).hasSize(1);
    }

    @Test
    void withoutTheComparisonTooTheLastWouldBeAllThatIsLeft() {
        assertThat(kept(new Unlocked(false))).isEqualTo(wards.size());

        assertThat(reported()).hasSize(1);
        assertThat(told()).hasSize(wards.size()).containsOnly(1L);
    }

    /** How many of the reports were taken; the others were refused as stale. */
    private long kept(BedBoards boards) {
        var desk = new BedDesk(boards, directory, outbox, Clock.fixed(now, ZoneOffset.UTC));
        var actor = new Actor("office", "office", county.alliance(), "lead", null, Set.of("staffing-manager"));
        var kept = Flux.fromIterable(wards)
                .flatMap(
                        ward -> desk.take(actor, new ReportBeds(List.of(new CountedBeds(ward, 20, 3, false)), null))
                                .as(transaction::transactional)
                                .map(_ -> true)
                                .onErrorResume(Refusal.Stale.class, _ -> Mono.just(false))
                                .contextWrite(actor.scope().carried()),
                        wards.size())
                .filter(it -> it)
                .count()
                .block();
        return kept == null ? 0 : kept;
    }

    private List<String> reported() {
        var scope = new Scope(county.alliance());
        return boards.all(scope, "lead")
                .flatMapIterable(BedBoard::departments)
                .map(WardBeds::department)
                .collectList()
                .contextWrite(scope.carried())
                .block();
    }

    private List<Long> told() {
        return new EventLog(everything)
                .of(county, BedDesk.TOPIC).stream().map(EventLog.Seen::sequence).toList();
    }

    /** All have read the board before the first of them writes. */
    private final class Unlocked extends BedBoards {

        private final boolean comparing;
        private final Rendezvous read = new Rendezvous(wards.size());

        Unlocked(boolean comparing) {
            super(database, json);
            this.comparing = comparing;
        }

        @Override
        Mono<BedBoard> lock(Scope scope, String institution) {
            return all(scope, institution)
                    .next()
                    .defaultIfEmpty(BedBoard.empty(institution))
                    .delayUntil(_ -> read.met());
        }

        @Override
        Mono<Void> write(Scope scope, BedBoard board, Instant now) {
            return comparing
                    ? super.write(scope, board, now)
                    : database.sql(scope, """
                                    insert into bed_board (alliance_id, institution, version, departments, changed_at)
                                    values (:alliance, :institution, :version, cast(:departments as jsonb), :now)
                                    on conflict (alliance_id, institution) do update
                                       set version = excluded.version, departments = excluded.departments
                                    """)
                            .bind("institution", board.institution())
                            .bind("version", board.version())
                            .bind("departments", json.writeValueAsString(board.departments()))
                            .bind("now", now)
                            .then();
        }
    }
}
