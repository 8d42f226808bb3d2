package org.medalliance.local.bench.submit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.medalliance.local.process.LocalFailure;

/** PostgreSQL's own load generator, from the machine's {@code postgresql} or {@code postgresql-contrib} package. */
final class PgBench {

    private static final Pattern RATE = Pattern.compile("tps = ([\\d.]+)");
    private static final Pattern DONE = Pattern.compile("number of transactions actually processed: (\\d+)");

    private final String program;
    private final int port;

    private PgBench(String program, int port) {
        this.program = program;
        this.port = port;
    }

    /** Empty where it is not installed. */
    static Optional<PgBench> at(int port) {
        var places = Stream.concat(
                        Stream.of(System.getenv().getOrDefault("PATH", "").split(":")),
                        versions().map(Path::toString))
                .map(folder -> Path.of(folder, "pgbench"));
        return places.filter(Files::isExecutable)
                .map(it -> new PgBench(it.toString(), port))
                .findFirst();
    }

    private static Stream<Path> versions() {
        var all = Path.of("/usr/lib/postgresql");
        try (var versions = Files.isDirectory(all) ? Files.list(all) : Stream.<Path>empty()) {
            return versions.map(it -> it.resolve("bin")).toList().stream();
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    /**
     * @param alliance whose rows the session sees, as the service's do
     */
    record Session(String database, String role, String password, String alliance) {}

    record Reached(double perSecond, long transactions) {}

    /** @param turn tells the names of this run from those of others */
    Reached run(Session session, PlainSubmit submit, int turn, int clients, int seconds) {
        try {
            var script = Files.createTempFile("alliance-submit", ".sql");
            try {
                Files.writeString(script, submit.script());
                return reached(run(command(session, submit, script, turn, clients, seconds), session));
            } finally {
                Files.delete(script);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> command(Session session, PlainSubmit submit, Path script, int turn, int clients, int seconds) {
        var command = new ArrayList<>(List.of(
                program,
                "--no-vacuum",
                "--protocol=prepared",
                "--host=127.0.0.1",
                "--port=" + port,
                "--username=" + session.role(),
                "--client=" + clients,
                "--jobs=" + Math.min(clients, Runtime.getRuntime().availableProcessors()),
                "--time=" + seconds,
                "--file=" + script,
                "--define=n=0",
                "--define=turn=" + turn));
        submit.variables().forEach((name, value) -> command.add("--define=%s=%s".formatted(name, value)));
        command.add(session.database());
        return command;
    }

    private static String run(List<String> command, Session session) throws IOException {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "PGPASSWORD",
                        session.password(),
                        "PGOPTIONS",
                        "-c alliance.id=" + session.alliance(),
                        "LC_ALL",
                        "C"));
        var process = builder.start();
        try {
            var told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new LocalFailure("pgbench: " + told.lines().limit(6).toList());
            }
            return told;
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new LocalFailure("interrupted", e);
        }
    }

    private static Reached reached(String told) {
        return new Reached(
                Math.round(Double.parseDouble(found(RATE, told)) * 10) / 10.0, Long.parseLong(found(DONE, told)));
    }

    private static String found(Pattern pattern, String told) {
        return pattern.matcher(told)
                .results()
                .map(it -> it.group(1))
                .findFirst()
                .orElseThrow(() -> new LocalFailure("pgbench: " + told));
    }
}
