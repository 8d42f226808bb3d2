package org.medalliance.local.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.medalliance.local.process.LocalFailure;
import org.medalliance.local.process.PidFile;
import org.medalliance.local.process.Port;
import org.medalliance.local.process.ProcessTree;

class SupervisorTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Pace PACE = new Pace(Duration.ofMillis(200), Duration.ofMillis(100));

    @TempDir
    Path folder;

    private final List<String> told = Collections.synchronizedList(new ArrayList<>());
    private final List<Supervisor> supervisors = new ArrayList<>();

    @AfterEach
    void endAll() {
        supervisors.forEach(Supervisor::close);
    }

    @Test
    void killedProcessComesBackAfterItsBackOff() {
        var supervisor = supervisor();
        supervisor.start(List.of(sleeping("referral")), LIMIT);
        var process = supervisor.process("referral");
        var first = process.snapshot().pid();

        process.kill9();
        process.awaitReady(LIMIT);

        assertThat(process.snapshot().pid()).isNotEqualTo(first).isPositive();
        assertThat(process.restarts()).isEqualTo(1);
        assertThat(told).anyMatch(line -> line.contains("退出 referral（137）"));
    }

    @Test
    void eachFailureInARowWaitsLonger() {
        var backOff = new BackOff(Duration.ofSeconds(1));
        assertThat(backOff.after(Duration.ZERO)).hasSeconds(1);
        assertThat(backOff.after(Duration.ZERO)).hasSeconds(2);
        assertThat(backOff.after(Duration.ofSeconds(59))).hasSeconds(4);
        assertThat(backOff.after(Duration.ZERO)).hasSeconds(8);
        assertThat(backOff.after(Duration.ZERO)).hasSeconds(16);
        assertThat(backOff.after(Duration.ZERO)).hasSeconds(30);
        assertThat(backOff.after(Duration.ofMinutes(1))).hasSeconds(1);
    }

    @Test
    void processThatDiesAtOnceFailsTheStartWithItsLastWords() {
        var supervisor = supervisor();
        var dying = program("telemedicine", List.of("sh", "-c", "echo 'no key found'; exit 3"), () -> false);

        assertThatThrownBy(() -> supervisor.start(List.of(dying), LIMIT))
                .isInstanceOf(LocalFailure.class)
                .hasMessageContaining("telemedicine")
                .hasMessageContaining("3")
                .hasMessageContaining("no key found");
    }

    @Test
    void takenPortFailsTheStartWithoutASecondTry() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            var supervisor = supervisor();
            var program = onPort(sleeping("gateway"), new Port("gateway.port", taken.getLocalPort()));

            assertThatThrownBy(() -> supervisor.start(List.of(program), LIMIT))
                    .hasMessageContaining("端口 " + taken.getLocalPort());
            assertThat(supervisor.process("gateway").restarts()).isZero();
        }
    }

    @Test
    void closingEndsEveryProcessWithItsChildrenInTheOppositeOrder() {
        var supervisor = supervisor();
        var parent = program("postgres", List.of("sh", "-c", "sleep 600 & sleep 600"), () -> true);
        supervisor.start(List.of(parent), LIMIT);
        supervisor.start(List.of(sleeping("gateway")), LIMIT);
        var root = ProcessHandle.of(supervisor.process("postgres").snapshot().pid())
                .orElseThrow();
        await().until(() -> root.descendants().count() >= 2);
        var all = new ArrayList<>(root.descendants().toList());
        all.add(root);

        supervisor.close();

        assertThat(all).noneMatch(ProcessTree::isAlive);
        assertThat(told.subList(told.size() - 2, told.size()))
                .containsExactly("停止 gateway | stopped gateway", "停止 postgres | stopped postgres");
        assertThat(folder.resolve("postgres.pid")).doesNotExist();
    }

    @Test
    void processThatIgnoresItsSignalIsKilled() {
        var supervisor = supervisor();
        supervisor.start(
                List.of(program("kafka", List.of("sh", "-c", "trap '' TERM; while :; do sleep 600; done"), () -> true)),
                LIMIT);
        var root =
                ProcessHandle.of(supervisor.process("kafka").snapshot().pid()).orElseThrow();

        supervisor.close();

        assertThat(ProcessTree.isAlive(root)).isFalse();
    }

    @Test
    void whatAKilledSupervisorLeftIsEndedFirst() throws Exception {
        var orphan = new ProcessBuilder("sleep", "600").start();
        new PidFile(folder.resolve("kafka.pid")).write(orphan.pid());

        supervisor().endOrphans(List.of(sleeping("kafka")));

        // Ended for the system; this process, its parent, may hear of it a moment later.
        assertThat(orphan.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
        assertThat(told).containsExactly("结束上次遗留的 kafka | ended kafka, left from the last run");
    }

    @Test
    void processThatNoLongerAnswersIsShownAndForgivenWhenItDoesAgain() throws Exception {
        var sign = Files.createFile(folder.resolve("well"));
        var supervisor = supervisor();
        supervisor.start(List.of(program("staffing", List.of("sleep", "600"), () -> Files.exists(sign))), LIMIT);
        var process = supervisor.process("staffing");

        Files.delete(sign);
        await().atMost(LIMIT).until(() -> process.state() == State.UNREADY);
        Files.createFile(sign);
        await().atMost(LIMIT).until(() -> process.state() == State.READY);

        assertThat(process.restarts()).isZero();
    }

    private Supervisor supervisor() {
        var supervisor = new Supervisor(folder, PACE, told::add, Clock.systemUTC());
        supervisors.add(supervisor);
        return supervisor;
    }

    private Program sleeping(String name) {
        return program(name, List.of("sleep", "600"), () -> true);
    }

    private Program program(String name, List<String> command, BooleanSupplier ready) {
        return new Program(
                name,
                name,
                List.of(),
                () -> {},
                () -> command,
                Map.of(),
                ready,
                ready,
                LIMIT,
                "TERM",
                Duration.ofSeconds(1),
                folder.resolve(name + ".log"));
    }

    private static Program onPort(Program program, Port port) {
        return new Program(
                program.name(),
                program.title(),
                List.of(port),
                program.prepare(),
                program.command(),
                program.environment(),
                program.ready(),
                program.healthy(),
                program.startLimit(),
                program.stopSignal(),
                program.stopLimit(),
                program.log());
    }
}
