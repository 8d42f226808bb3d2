package org.medalliance.local.edition;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.medalliance.local.engine.House;
import org.medalliance.local.process.FreePort;
import org.medalliance.local.process.LocalFailure;
import org.medalliance.local.process.Port;

/**
 * What can be set, with a default that works for each: from the environment ({@code gateway.port} is {@code
 * ALLIANCE_GATEWAY_PORT}), else from {@code alliance.properties} in the data directory.
 */
public final class Settings {

    private static final String FILE = "alliance.properties";

    /** Every key that exists; a key that is not here is a typing error and is told as one. */
    private static final Map<String, String> DEFAULTS = defaults();

    private final Path home;
    private final Map<String, String> values;

    private Settings(Path home, Map<String, String> values) {
        this.home = home.toAbsolutePath().normalize();
        this.values = values;
    }

    /** As the environment and the data directory say. */
    public static Settings load() {
        var told = System.getenv("ALLIANCE_HOME");
        return load(told == null || told.isBlank() ? House.root().resolve("data") : Path.of(told), System.getenv());
    }

    static Settings load(Path home, Map<String, String> environment) {
        var values = new LinkedHashMap<>(DEFAULTS);
        fromFile(home.resolve(FILE)).forEach((key, value) -> {
            if (!DEFAULTS.containsKey(key)) {
                throw new LocalFailure(home.resolve(FILE) + " 中有未知的设置 " + key + "，可用的有 | unknown setting, known are: "
                        + String.join(" ", DEFAULTS.keySet()));
            }
            values.put(key, value);
        });
        DEFAULTS.keySet().forEach(key -> {
            var value = environment.get(variable(key));
            if (value != null && !value.isBlank()) {
                values.put(key, value.strip());
            }
        });
        return new Settings(home, values);
    }

    /** For tests: this data directory, and a free port for everything. */
    public static Settings temporary(Path home) {
        var values = new LinkedHashMap<>(DEFAULTS);
        values.replaceAll((key, value) -> key.endsWith(".port") ? Integer.toString(FreePort.find()) : value);
        return new Settings(home, values);
    }

    /** The same with one value changed. */
    public Settings with(String key, String value) {
        if (!DEFAULTS.containsKey(key)) {
            throw new LocalFailure("未知的设置 | unknown setting: " + key);
        }
        var changed = new LinkedHashMap<>(values);
        changed.put(key, value);
        return new Settings(home, changed);
    }

    /** The data directory with what must be there first. */
    public void makeFolders() {
        try {
            if (!Files.exists(home)) {
                Files.createDirectories(home);
                // PostgreSQL's own account must be able to pass through, and nobody to look around.
                Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx--x--x"));
            }
            Files.createDirectories(logs());
            Files.createDirectories(run());
        } catch (IOException e) {
            throw new UncheckedIOException("数据目录无法建立 | data directory could not be made: " + home, e);
        }
    }

    public Path home() {
        return home;
    }

    public Path logs() {
        return home.resolve("logs");
    }

    public Path run() {
        return home.resolve("run");
    }

    public String text(String key) {
        var value = values.get(key);
        if (value == null) {
            throw new LocalFailure("未知的设置 | unknown setting: " + key);
        }
        return value;
    }

    /** Whether this service is to be started here. */
    boolean runs(String service) {
        return List.of(text("services").split("[ ,]+")).contains(service);
    }

    /** The value of a setting that may stay empty. */
    public Optional<String> given(String key) {
        return Optional.of(text(key)).filter(value -> !value.isBlank());
    }

    public int number(String key) {
        try {
            return Integer.parseInt(text(key));
        } catch (NumberFormatException e) {
            throw new LocalFailure("设置 " + key + " 应为整数，现为 | must be a whole number, is: " + text(key), e);
        }
    }

    public boolean isDemo() {
        return Boolean.parseBoolean(text("demo"));
    }

    public Port port(String key) {
        var number = number(key);
        if (number < 1 || number > 65_535) {
            throw new LocalFailure("设置 " + key + " 应为 1–65535 的端口，现为 | must be a port, is: " + number);
        }
        return new Port(key, number);
    }

    static String variable(String key) {
        return "ALLIANCE_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    private static Map<String, String> fromFile(Path file) {
        var properties = new Properties();
        if (Files.exists(file)) {
            try (var reader = Files.newBufferedReader(file)) {
                properties.load(reader);
            } catch (IOException e) {
                throw new UncheckedIOException(file + " 无法读取 | cannot be read", e);
            }
        }
        var values = new LinkedHashMap<String, String>();
        properties
                .stringPropertyNames()
                .forEach(key -> values.put(key, properties.getProperty(key, "").strip()));
        return values;
    }

    private static Map<String, String> defaults() {
        var defaults = new LinkedHashMap<String, String>();
        defaults.put("gateway.port", "8080");
        defaults.put("gateway.management.port", "9080");
        defaults.put("gateway.address", "127.0.0.1");
        // Live streams of one person; one more ends the oldest.
        defaults.put("gateway.streams", "6");
        defaults.put("referral.port", "8081");
        defaults.put("referral.management.port", "9081");
        defaults.put("telemedicine.port", "8082");
        defaults.put("telemedicine.management.port", "9082");
        defaults.put("staffing.port", "8083");
        defaults.put("staffing.management.port", "9083");
        defaults.put("postgres.port", "15432");
        defaults.put("kafka.port", "19092");
        defaults.put("kafka.controller.port", "19093");
        defaults.put("keycloak.port", "18180");
        defaults.put("keycloak.management.port", "19000");
        defaults.put("keycloak.address", "127.0.0.1");
        // Where browsers reach the gateway and Keycloak, when that is not this machine's loopback.
        defaults.put("public.url", "");
        defaults.put("keycloak.url", "");
        // With what the fields of persons are sealed: sm or international.
        defaults.put("crypto.suite", "sm");
        // What is started after the engines; fewer for a machine that does a part only.
        defaults.put("services", "referral-service telemedicine-service staffing-service gateway");
        // A county's own engines: what is given here is used and not started.
        defaults.put("postgres.host", "");
        defaults.put("postgres.admin.user", "");
        defaults.put("postgres.admin.password", "");
        defaults.put("kafka.servers", "");
        defaults.put("oidc.issuer", "");
        defaults.put("oidc.jwks", "");
        // The demo county's accounts, whose passwords everybody knows: only where no real patient is.
        defaults.put("demo", "false");
        // Heaps in MiB.
        defaults.put("gateway.heap", "160");
        defaults.put("referral.heap", "192");
        defaults.put("telemedicine.heap", "192");
        defaults.put("staffing.heap", "192");
        defaults.put("keycloak.heap", "320");
        return defaults;
    }
}
