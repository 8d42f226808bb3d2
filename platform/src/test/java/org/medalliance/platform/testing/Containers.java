package org.medalliance.platform.testing;

import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.awaitility.Awaitility;
import org.medalliance.local.engine.AllianceTopics;
import org.medalliance.local.engine.PostgresServer;
import org.medalliance.local.engine.ServiceDatabase;
import org.medalliance.local.process.FreePort;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** The engines as the official images, for those who have a Docker engine: {@code -Pcontainers}. */
final class Containers {

    private static final String POSTGRES = "postgres:18";
    private static final String KAFKA = "apache/kafka:4.2.0";

    private Containers() {}

    static boolean areWanted() {
        var engines = System.getProperty("alliance.engines", "processes");
        return switch (engines) {
            case "processes" -> false;
            case "containers" -> true;
            default ->
                throw new IllegalArgumentException(
                        "alliance.engines is \"%s\"; it takes processes or containers.".formatted(engines));
        };
    }

    static TestPostgres postgres() {
        requireDocker();
        var port = FreePort.find();
        var password = UUID.randomUUID().toString();
        var container = new PostgreSQLContainer(POSTGRES)
                .withUsername("postgres")
                .withPassword(password)
                .withDatabaseName("postgres")
                .withCommand(
                        "postgres", "-c", "shared_preload_libraries=pg_stat_statements", "-c", "max_connections=120");
        keepPort(container, port, 5432);
        container.start();
        return new Postgres(container, new PostgresServer(container.getHost(), port, "postgres", password));
    }

    static TestKafka kafka() {
        requireDocker();
        var container = new KafkaContainer(KAFKA)
                .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
                .withEnv("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0");
        keepPort(container, FreePort.find(), 9092);
        container.start();
        return new Kafka(container);
    }

    private static void requireDocker() {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            throw new IllegalStateException("-Pcontainers 需要 Docker 引擎，但没有找到；请启动 Docker，或不带 -Pcontainers 运行。"
                    + " | -Pcontainers needs a Docker engine and none answers: start one, or run without the profile.");
        }
    }

    /** A restarted container would else come back on another port. */
    private static void keepPort(GenericContainer<?> container, int port, int inside) {
        container.withCreateContainerCmdModifier(command -> Objects.requireNonNull(command.getHostConfig())
                .withPortBindings(new PortBinding(Ports.Binding.bindPort(port), new ExposedPort(inside))));
    }

    private static void kill(GenericContainer<?> container) {
        container.getDockerClient().killContainerCmd(container.getContainerId()).exec();
    }

    private static void startAgain(GenericContainer<?> container, BooleanSupplier ready) {
        var docker = container.getDockerClient();
        if (Boolean.TRUE.equals(container.isRunning())) {
            docker.stopContainerCmd(container.getContainerId()).exec();
        }
        docker.startContainerCmd(container.getContainerId()).exec();
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(ready::getAsBoolean);
    }

    private static void freeze(GenericContainer<?> container) {
        container
                .getDockerClient()
                .pauseContainerCmd(container.getContainerId())
                .exec();
    }

    private static void thaw(GenericContainer<?> container) {
        container
                .getDockerClient()
                .unpauseContainerCmd(container.getContainerId())
                .exec();
    }

    private record Postgres(PostgreSQLContainer container, PostgresServer server) implements TestPostgres {

        @Override
        public int port() {
            return server.port();
        }

        @Override
        public ServiceDatabase createServiceDatabase(String name) {
            return ServiceDatabase.create(
                    server,
                    name,
                    new ServiceDatabase.Passwords(
                            UUID.randomUUID().toString(),
                            UUID.randomUUID().toString(),
                            UUID.randomUUID().toString()));
        }

        @Override
        public String superuserJdbcUrl(String database) {
            return "%s?user=%s&password=%s".formatted(server.jdbcUrl(database), server.user(), server.password());
        }

        @Override
        public void kill9() {
            kill(container);
        }

        @Override
        public void restart() {
            startAgain(container, server::acceptsConnections);
        }

        @Override
        public void pause() {
            freeze(container);
        }

        @Override
        public void resume() {
            thaw(container);
        }
    }

    private record Kafka(KafkaContainer container) implements TestKafka {

        @Override
        public String bootstrapServers() {
            return container.getBootstrapServers();
        }

        @Override
        public void createTopics(Collection<NewTopic> topics) {
            try (var admin = admin()) {
                AllianceTopics.create(admin, topics);
            }
        }

        @Override
        public void kill9() {
            kill(container);
        }

        @Override
        public void restart() {
            startAgain(container, this::answers);
        }

        @Override
        public void pause() {
            freeze(container);
        }

        @Override
        public void resume() {
            thaw(container);
        }

        private boolean answers() {
            try (var admin = admin()) {
                return !admin.describeCluster().nodes().get().isEmpty();
            } catch (Exception _) {
                return false;
            }
        }

        private Admin admin() {
            return Admin.create(Map.of("bootstrap.servers", bootstrapServers(), "default.api.timeout.ms", 10_000));
        }
    }
}
