package org.medalliance.local.edition;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.medalliance.local.engine.AllianceTopics;
import org.medalliance.local.engine.ServiceDatabase;
import org.medalliance.local.process.LocalFailure;
import org.medalliance.local.supervise.Journal;
import org.medalliance.local.supervise.Pace;
import org.medalliance.local.supervise.Program;
import org.medalliance.local.supervise.Snapshot;
import org.medalliance.local.supervise.Supervised;
import org.medalliance.local.supervise.Supervisor;

/**
 * A whole platform on this machine: engines, services and gateway in one data directory, kept alive until closed. Tests
 * start one with {@link Settings#temporary} and end its processes by name.
 */
public final class OneMachine implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Settings settings;
    private final Programs programs;
    private final Supervisor supervisor;
    private final InstanceLock lock;

    private OneMachine(Settings settings, Journal journal, InstanceLock lock) {
        this.settings = settings;
        this.programs = new Programs(settings, Secrets.of(settings));
        this.supervisor = new Supervisor(settings.run(), Pace.USUAL, journal, Clock.systemUTC());
        this.lock = lock;
    }

    /** Takes the data directory; nothing is started yet. Fails when another platform runs on it. */
    public static OneMachine at(Settings settings, Journal journal) {
        settings.makeFolders();
        var lock = InstanceLock.take(settings.run())
                .orElseThrow(() -> new LocalFailure(
                        "数据目录 " + settings.home() + " 已有平台在运行。 | A platform runs on this data directory already."));
        return new OneMachine(settings, journal, lock);
    }

    /** Whether a platform holds this data directory, in whatever state. */
    public static boolean isTaken(Settings settings) {
        var lock = InstanceLock.take(settings.run());
        lock.ifPresent(InstanceLock::close);
        return lock.isEmpty();
    }

    /** A platform that is ready; when it cannot become so, nothing of it is left running. */
    public static OneMachine start(Settings settings, Journal journal) {
        var machine = at(settings, journal);
        try {
            machine.bringUp();
            return machine;
        } catch (RuntimeException e) {
            machine.close();
            throw e;
        }
    }

    /** Unpacks and builds what every data directory shares; the first start would do it otherwise. */
    public static void prepareEngines(Settings settings) {
        settings.makeFolders();
        Keycloak.programs(settings.logs().resolve("keycloak.log"));
    }

    /** Starts all in order and returns when the gateway is ready. */
    public void bringUp() {
        endOrphans();
        if (ownsPostgres()) {
            supervisor.start(List.of(programs.postgres()), PATIENCE);
        }
        var databases = new LinkedHashMap<String, ServiceDatabase>();
        Programs.SERVICES.stream()
                .filter(settings::runs)
                .forEach(service -> databases.put(service, programs.database(service)));
        // Keycloak's first start takes longest; the services need it for their first request only.
        beginKeycloak();
        startKafka();
        var services = new ArrayList<Program>();
        databases.forEach((service, database) -> services.add(programs.service(service, database)));
        supervisor.start(services, PATIENCE);
        awaitKeycloak();
        if (settings.runs("gateway")) {
            supervisor.start(List.of(programs.gateway()), PATIENCE);
        }
    }

    /** Ends what a killed supervisor left running on this data directory. */
    public void endOrphans() {
        supervisor.endOrphans(everyProgram());
    }

    public Settings settings() {
        return settings;
    }

    /** Where clients enter. */
    public URI gateway() {
        return URI.create("http://127.0.0.1:" + settings.text("gateway.port"));
    }

    public String issuer() {
        return programs.issuer();
    }

    public String kafkaServers() {
        return programs.kafkaServers();
    }

    /** A service's database with its passwords, e.g. {@code referral-service}; for tests that look behind the API. */
    public ServiceDatabase database(String service) {
        return programs.database(service);
    }

    /** With the superuser's name and password inside; for measurements that ask the engine itself. */
    public String superuserJdbcUrl(String database) {
        return programs.postgresServer().jdbcUrlWithPassword(database);
    }

    /** The same of a platform that runs elsewhere on this machine, as it is: nothing is made. */
    public static ServiceDatabase databaseOf(Settings settings, String service) {
        return new Programs(settings, Secrets.of(settings)).knownDatabase(service);
    }

    /** One of postgres, kafka, keycloak, referral-service, telemedicine-service, staffing-service, gateway. */
    public Supervised process(String name) {
        return supervisor.process(name);
    }

    public List<Snapshot> snapshots() {
        return supervisor.processes().stream().map(Supervised::snapshot).toList();
    }

    /** Ends all in the opposite order; afterwards the data directory starts again. */
    @Override
    public void close() {
        try {
            supervisor.close();
        } finally {
            lock.close();
        }
    }

    private void beginKeycloak() {
        if (ownsKeycloak()) {
            programs.keycloakDatabase();
            supervisor.begin(List.of(programs.keycloak()));
        }
    }

    private void awaitKeycloak() {
        if (ownsKeycloak()) {
            process("keycloak").awaitReady(PATIENCE);
            if (settings.isDemo()) {
                DemoRealm.of(settings).ensure();
            }
        }
    }

    private void startKafka() {
        if (settings.given("kafka.servers").isEmpty()) {
            supervisor.start(List.of(programs.kafka()), PATIENCE);
        }
        makeTopics();
    }

    private void makeTopics() {
        var properties = new Properties();
        properties.putAll(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                programs.kafkaServers(),
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                "30000",
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                "10000"));
        try (var admin = Admin.create(properties)) {
            AllianceTopics.create(admin, AllianceTopics.all());
        }
    }

    private boolean ownsKeycloak() {
        return settings.given("oidc.issuer").isEmpty();
    }

    private boolean ownsPostgres() {
        return settings.given("postgres.host").isEmpty();
    }

    /** What may have been left running, in the order of starting. */
    private List<Program> everyProgram() {
        var every = new ArrayList<>(List.of(programs.postgres(), programs.kafka(), programs.keycloak()));
        var nowhere = ServiceDatabase.at(programs.postgresServer(), "none", new ServiceDatabase.Passwords("", "", ""));
        Programs.SERVICES.forEach(service -> every.add(programs.service(service, nowhere)));
        every.add(programs.gateway());
        return every;
    }
}
