package org.medalliance.local.edition;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.medalliance.local.engine.House;
import org.medalliance.local.engine.KafkaBroker;
import org.medalliance.local.engine.PostgresCluster;
import org.medalliance.local.engine.PostgresServer;
import org.medalliance.local.engine.ServiceDatabase;
import org.medalliance.local.supervise.Program;

/** The processes of one platform: what each is told and how it is seen to be ready. */
final class Programs {

    static final List<String> SERVICES = List.of("referral-service", "telemedicine-service", "staffing-service");

    private static final Map<String, String> TITLES = Map.of(
            "referral-service", "转诊 referral",
            "telemedicine-service", "远程会诊 telemedicine",
            "staffing-service", "人员派驻 staffing");

    /** Long, since a process that is alive on a busy machine is not at fault; one that dies is seen at once. */
    private static final Duration START_LIMIT = Duration.ofMinutes(6);

    private final Settings settings;
    private final Secrets secrets;
    private final CareKeys careKeys;
    private final FieldKeys fieldKeys;

    Programs(Settings settings, Secrets secrets) {
        this.settings = settings;
        this.secrets = secrets;
        this.careKeys = new CareKeys(secrets, SERVICES);
        this.fieldKeys = new FieldKeys(secrets, settings.text("crypto.suite"));
    }

    PostgresServer postgresServer() {
        return settings.given("postgres.host")
                .map(host -> new PostgresServer(
                        host,
                        settings.number("postgres.port"),
                        settings.text("postgres.admin.user"),
                        settings.text("postgres.admin.password")))
                .orElseGet(() -> new PostgresServer(
                        "127.0.0.1",
                        settings.number("postgres.port"),
                        PostgresCluster.SUPERUSER,
                        secrets.word("postgres-superuser")));
    }

    String kafkaServers() {
        return settings.given("kafka.servers").orElse("127.0.0.1:" + settings.number("kafka.port"));
    }

    String issuer() {
        return settings.given("oidc.issuer").orElse(Keycloak.publicUrl(settings) + "/realms/alliance");
    }

    String jwks() {
        return settings.given("oidc.jwks")
                .orElseGet(() -> settings.given("oidc.issuer")
                                .orElse("http://127.0.0.1:" + settings.text("keycloak.port") + "/realms/alliance")
                        + "/protocol/openid-connect/certs");
    }

    Program postgres() {
        var server = postgresServer();
        var cluster = new PostgresCluster(
                settings.home().resolve("postgres"),
                server.port(),
                server.password(),
                PostgresCluster.Tuning.ONE_MACHINE);
        var log = log("postgres");
        return new Program(
                "postgres",
                "PostgreSQL",
                List.of(settings.port("postgres.port")),
                () -> {
                    cluster.initialise(log);
                    cluster.forgetStalePidFile();
                },
                cluster::command,
                cluster.environment(),
                server::acceptsConnections,
                server::acceptsConnections,
                START_LIMIT,
                // SIGINT: end the sessions, write a checkpoint, leave. SIGTERM would wait for every client.
                "INT",
                Duration.ofSeconds(40),
                log);
    }

    Program kafka() {
        var broker = new KafkaBroker(
                settings.home().resolve("kafka"),
                settings.number("kafka.port"),
                settings.number("kafka.controller.port"));
        var log = log("kafka");
        return new Program(
                "kafka",
                "Kafka",
                List.of(settings.port("kafka.port"), settings.port("kafka.controller.port")),
                () -> broker.initialise(log),
                broker::command,
                Map.of(),
                broker::isReady,
                broker::listens,
                START_LIMIT,
                "TERM",
                Duration.ofSeconds(30),
                log);
    }

    Program keycloak() {
        var keycloak = new Keycloak(settings, secrets);
        var log = log("keycloak");
        var ready = Http.answers(keycloak.readinessUrl());
        return new Program(
                "keycloak",
                "Keycloak",
                List.of(settings.port("keycloak.port"), settings.port("keycloak.management.port")),
                () -> keycloak.prepare(log),
                keycloak::command,
                keycloak.environment(postgresServer()),
                ready,
                ready,
                START_LIMIT,
                "TERM",
                Duration.ofSeconds(20),
                log);
    }

    Program service(String module, ServiceDatabase database) {
        var area = area(module);
        var environment = common(area);
        environment.put("SERVER_ADDRESS", "127.0.0.1");
        environment.put("SPRING_R2DBC_URL", database.r2dbcUrl());
        environment.put("SPRING_R2DBC_USERNAME", database.appName());
        environment.put("SPRING_R2DBC_PASSWORD", database.appPassword());
        environment.put("ALLIANCE_WORKER_USERNAME", database.workerName());
        environment.put("ALLIANCE_WORKER_PASSWORD", database.workerPassword());
        environment.put("SPRING_FLYWAY_URL", database.jdbcUrl());
        environment.put("SPRING_FLYWAY_USER", database.ownerName());
        environment.put("SPRING_FLYWAY_PASSWORD", database.ownerPassword());
        environment.put("SPRING_KAFKA_BOOTSTRAP_SERVERS", kafkaServers());
        environment.put("ALLIANCE_CARE_KEYS", careKeys.privateKeys(module).toString());
        environment.put("ALLIANCE_CARE_RECIPIENTS", careKeys.recipients().toString());
        environment.put("ALLIANCE_CRYPTO_SUITE", settings.text("crypto.suite"));
        environment.put("ALLIANCE_CRYPTO_KEYS", fieldKeys.sources(module));
        environment.put("ALLIANCE_CLIENT_ID", module);
        environment.put("ALLIANCE_CLIENT_SECRET", secrets.word(area + "-client"));
        return java(module, TITLES.getOrDefault(module, module), environment);
    }

    Program gateway() {
        var environment = common("gateway");
        environment.put("SERVER_ADDRESS", settings.text("gateway.address"));
        environment.put("ALLIANCE_GATEWAY_LIVE_PERACTOR", settings.text("gateway.streams"));
        environment.put("ALLIANCE_GATEWAY_CLIENT_SECRET", secrets.word("gateway-client"));
        environment.put("SPRING_KAFKA_BOOTSTRAP_SERVERS", kafkaServers());
        for (var area : List.of("referral", "telemedicine", "staffing")) {
            environment.put(Settings.variable(area + ".url"), "http://127.0.0.1:" + settings.text(area + ".port"));
        }
        return java("gateway", "网关 gateway", environment);
    }

    /** The database of a service, made now if we may. */
    ServiceDatabase database(String module) {
        return mayMakeDatabases()
                ? ServiceDatabase.create(postgresServer(), area(module), passwords(module))
                : knownDatabase(module);
    }

    ServiceDatabase knownDatabase(String module) {
        return ServiceDatabase.at(postgresServer(), area(module), passwords(module));
    }

    private ServiceDatabase.Passwords passwords(String module) {
        var name = area(module);
        return new ServiceDatabase.Passwords(
                secrets.word(name + "-owner"), secrets.word(name + "-app"), secrets.word(name + "-worker"));
    }

    void keycloakDatabase() {
        if (mayMakeDatabases()) {
            ServiceDatabase.createOwned(postgresServer(), "keycloak", secrets.word("keycloak-owner"));
        }
    }

    /** Without an administrator's account the county has made databases, roles and passwords itself. */
    private boolean mayMakeDatabases() {
        return settings.given("postgres.host").isEmpty()
                || settings.given("postgres.admin.user").isPresent();
    }

    private Program java(String module, String title, Map<String, String> environment) {
        var log = log(module);
        var area = area(module);
        var jar = new ServiceJar(module, settings.home().resolve("apps"));
        var ready = Http.answers(
                "http://127.0.0.1:" + settings.text(area + ".management.port") + "/actuator/health/readiness");
        return new Program(
                module,
                title,
                List.of(settings.port(area + ".port"), settings.port(area + ".management.port")),
                () -> jar.unpacked(log),
                () -> command(jar.unpacked(log), settings.number(area + ".heap")),
                environment,
                ready,
                ready,
                START_LIMIT,
                "TERM",
                Duration.ofSeconds(30),
                log);
    }

    /** With both compilers: without the second one a sealed care package costs eight milliseconds instead of one. */
    private static List<String> command(Path jar, int heap) {
        var command = new ArrayList<>(List.of(House.java()));
        command.addAll(House.smallJvm(heap));
        command.addAll(List.of(
                "-Xss512k",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-jar",
                jar.toString()));
        return command;
    }

    private Map<String, String> common(String area) {
        var environment = new TreeMap<String, String>();
        environment.put("SERVER_PORT", settings.text(area + ".port"));
        environment.put("MANAGEMENT_SERVER_PORT", settings.text(area + ".management.port"));
        environment.put("MANAGEMENT_SERVER_ADDRESS", "127.0.0.1");
        environment.put("ALLIANCE_ISSUER", issuer());
        environment.put("ALLIANCE_JWKS", jwks());
        return environment;
    }

    private Path log(String name) {
        return settings.logs().resolve(name + ".log");
    }

    private static String area(String module) {
        return module.replace("-service", "");
    }
}
