package org.medalliance.platform.audit.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.medalliance.platform.PlatformTest;
import org.medalliance.platform.audit.verify.Anchors;
import org.medalliance.platform.audit.verify.AuditVerify;
import org.medalliance.platform.messaging.Outbox;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Ways to bend the trail, by somebody who may do anything to the database and nothing to the anchors: 140 in each build, a
 * thousand with {@code -Daudit.attacks=1000}.
 */
@PlatformTest
class AttackTest {

    private static final int ATTACKS = Integer.getInteger("audit.attacks", 140);

    private static final int BATCHES = 30;
    private static final int IN_A_BATCH = 10;

    @Autowired
    Outbox outbox;

    @Autowired
    Clock clock;

    @TempDir
    Path folder;

    private Trail trail;

    @BeforeEach
    void sealedTrail() {
        trail = Trail.fresh("attacked", outbox, clock);
        var sealer = trail.sealer(true);
        for (var i = 0; i < BATCHES; i++) {
            trail.add(IN_A_BATCH);
            sealer.pass().block();
        }
        trail.run(
                "drop table if exists kept_entry, kept_seal",
                "create table kept_entry as select * from audit_entry",
                "create table kept_seal as select * from audit_seal");
    }

    @AfterEach
    void clear() {
        trail.close();
    }

    private void restore() {
        trail.run(
                "truncate audit_entry, audit_seal",
                "insert into audit_entry overriding system value select * from kept_entry",
                "insert into audit_seal select * from kept_seal");
    }

    @Test
    void eachOfAThousandIsFoundAndItsPlaceNamed() throws SQLException {
        var seed = Long.getLong("audit.seed", 20_261_122L);
        var random = new Random(seed);
        var anchors = Anchors.of(trail.told());
        assertThat(trail.verify(anchors).findings()).isEmpty();
        var missed = new ArrayList<String>();
        var tried = new TreeMap<String, Integer>();
        try (var superuser = trail.superuser()) {
            var seals = Attack.seals(superuser);
            for (var i = 0; i < ATTACKS; i++) {
                var expected = new Attack(superuser, random, seals).strike();
                tried.merge(expected.deed().split(":")[0].replaceAll("\\d+", "n"), 1, Integer::sum);
                var findings = trail.verify(anchors).findings();
                if (findings.isEmpty() || !expected.isFoundBy(findings.getFirst())) {
                    missed.add("%s, found %s"
                            .formatted(expected, findings.stream().limit(2).toList()));
                }
                restore();
            }
        }
        System.out.println("Attacks by kind, seed " + seed + ": " + tried);
        assertThat(missed).isEmpty();
        assertThat(trail.verify(anchors).findings()).isEmpty();
    }

    /** What the anchors are there for: a chain that was cut or made anew by the book is a good chain. */
    @Test
    void withoutTheAnchorsACutTailWouldNotBeFound() {
        trail.run("delete from audit_entry where id > 200", "delete from audit_seal where number > 20");

        assertThat(trail.verify(Anchors.none()).findings()).isEmpty();
        assertThat(trail.verify(Anchors.of(trail.told())).findings()).isNotEmpty();
    }

    @Test
    void theProgramSaysSoByItsExitCode() throws Exception {
        var anchors = Files.write(folder.resolve("anchors.jsonl"), trail.told());
        assertThat(program("--anchors", anchors.toString())).startsWith("0 ").contains("完好 intact");

        trail.run("update audit_entry set subject = 'x' where id = 42");
        assertThat(program("--anchors", anchors.toString()))
                .startsWith("1 ")
                .contains("entry edited", "batch 5", "entry 42");
        assertThat(program("--anchors", anchors.toString(), "--json"))
                .contains("\"outcome\" : \"BROKEN\"", "\"entry\" : 42");

        restore();
        assertThat(program("--anchors", folder.resolve("none").toString())).startsWith("2 ");
    }

    @Test
    void whatCannotBeReadIsNotCalledIntact() throws Exception {
        assertThat(at(trail.url().replace("/attacked", "/nowhere"), "--anchors", "none"))
                .startsWith("2 ");
    }

    private String program(String... words) throws IOException, InterruptedException {
        return at(trail.url(), words);
    }

    /** As a process of its own, as an operator starts it. */
    private static String at(String url, String... words) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                AuditVerify.class.getName(),
                "--database",
                Trail.SERVICE + "=TRAIL_DATABASE"));
        command.addAll(List.of(words));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(Map.of("TRAIL_DATABASE", url));
        var process = builder.start();
        var said = new ByteArrayOutputStream();
        process.getInputStream().transferTo(said);
        return process.waitFor() + " " + said.toString(StandardCharsets.UTF_8);
    }
}
