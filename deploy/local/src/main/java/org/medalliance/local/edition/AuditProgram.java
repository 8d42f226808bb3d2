package org.medalliance.local.edition;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.medalliance.local.engine.House;

/**
 * The verifier of the audit trail, which is a program in each service's jar: what seals and what verifies are built
 * together. It reads the databases as their worker role, which sees every alliance; passwords go by environment.
 */
public final class AuditProgram {

    public static final List<String> SERVICES = Programs.SERVICES;

    private static final String MAIN = "org.medalliance.platform.audit.verify.AuditVerify";

    private final Settings settings;
    private final Programs programs;
    private final List<String> services;

    public AuditProgram(Settings settings, List<String> services) {
        this.settings = settings;
        this.programs = new Programs(settings, Secrets.of(settings));
        this.services = services;
    }

    /**
     * @param anchors {@code kafka} for the platform's own, {@code none}, or a file
     */
    public Process start(List<String> words, String anchors) throws IOException {
        var command = new ArrayList<>(
                List.of(House.java(), "-Xmx192m", "-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders", "-cp"));
        command.add(jar().toString());
        command.add(MAIN);
        command.add("--anchors");
        command.add(anchors.equals("kafka") ? "kafka:" + programs.kafkaServers() : anchors);
        services.forEach(it -> command.addAll(List.of("--database", it + "=" + variable(it))));
        command.addAll(words);
        var builder = new ProcessBuilder(command).inheritIO();
        services.forEach(it -> builder.environment().put(variable(it), address(it)));
        return builder.start();
    }

    /** What the running platform was laid out from; a newer build is laid out only where nothing was yet. */
    private Path jar() {
        return new ServiceJar("referral-service", settings.home().resolve("apps"))
                .anyUnpacked(settings.logs().resolve("audit.log"));
    }

    private String address(String service) {
        var database = programs.knownDatabase(service);
        return "%s?user=%s&password=%s&ApplicationName=audit-verify"
                .formatted(database.jdbcUrl(), encoded(database.workerName()), encoded(database.workerPassword()));
    }

    private static String variable(String service) {
        return service.toUpperCase(Locale.ROOT).replace('-', '_') + "_DATABASE";
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
