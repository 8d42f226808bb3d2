package org.medalliance.platform.audit.verify;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * The program: {@code --database <service>=<variable>} for each service, where the environment's variable holds the JDBC
 * address with user and password; {@code --anchors kafka:<servers>|none|<file>}; {@code --json}; {@code --list-anchors}
 * only prints the anchors. Ends with 0 when all is intact, 1 when something is broken, 2 when it could not be checked.
 */
public final class AuditVerify {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Map<String, String> databases = new LinkedHashMap<>();
    private final List<Report> reports = new ArrayList<>();
    private final PrintStream out;
    private String anchorsFrom = "none";
    private boolean json;
    private boolean onlyAnchors;
    private boolean unchecked;

    private AuditVerify(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] arguments) {
        System.exit(run(new PrintStream(System.out, true, StandardCharsets.UTF_8), arguments));
    }

    static int run(PrintStream out, String... arguments) {
        return new AuditVerify(out).read(arguments).check();
    }

    private AuditVerify read(String... arguments) {
        for (var i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--json" -> json = true;
                case "--list-anchors" -> onlyAnchors = true;
                case "--anchors" -> anchorsFrom = arguments[++i];
                case "--database" -> {
                    var pair = arguments[++i].split("=", 2);
                    databases.put(pair[0], String.valueOf(System.getenv(pair[1])));
                }
                default -> throw new IllegalArgumentException("不认识的参数 | unknown argument: " + arguments[i]);
            }
        }
        return this;
    }

    private int check() {
        var anchors = anchors();
        if (onlyAnchors) {
            anchors.lines().forEach(out::println);
            return unchecked ? 2 : 0;
        }
        databases.forEach((service, url) -> verify(service, url, anchors));
        var broken = reports.stream().anyMatch(it -> !it.isIntact());
        var outcome = broken ? "BROKEN" : unchecked ? "UNCHECKED" : "INTACT";
        if (json) {
            out.println(JSON.writerWithDefaultPrettyPrinter()
                    .writeValueAsString(Map.of("outcome", outcome, "services", reports)));
        }
        return broken ? 1 : unchecked ? 2 : 0;
    }

    /** Without what was told outside a chain that was made anew, or cut, cannot be told from a good one. */
    private Anchors anchors() {
        try {
            if (anchorsFrom.equals("none")) {
                return Anchors.none();
            }
            return anchorsFrom.startsWith("kafka:")
                    ? Anchors.inKafka(anchorsFrom.substring("kafka:".length()))
                    : Anchors.inFile(Path.of(anchorsFrom));
        } catch (RuntimeException e) {
            unchecked = true;
            System.err.println("外部锚点无法读取，只能检查链条自身 | the anchors cannot be read; the chain is checked by itself only: "
                    + e.getMessage());
            return Anchors.none();
        }
    }

    private void verify(String service, String url, Anchors anchors) {
        try {
            var report = Verification.of(service, url, anchors);
            reports.add(report);
            say(report);
        } catch (SQLException | IllegalStateException e) {
            unchecked = true;
            System.err.println(service + " 无法检查 | could not be checked: " + e.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            unchecked = true;
        }
    }

    private void say(Report report) {
        if (json) {
            return;
        }
        out.printf(
                "%s  %s  %,d 条 entries，%,d 批 batches，锚点至 anchored up to %d，待封存 waiting %d，%.1f s%n",
                report.service(),
                report.isIntact() ? "完好 intact" : "已损坏 BROKEN",
                report.entries(),
                report.batches(),
                report.anchored(),
                report.waiting(),
                report.milliseconds() / 1000.0);
        report.findings().stream().limit(20).forEach(it -> out.println("  " + it.inWords()));
        if (report.findings().size() > 20) {
            out.printf("  …… 共 %d 处 in all%n", report.findings().size());
        }
    }
}
