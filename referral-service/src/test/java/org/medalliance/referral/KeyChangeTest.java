package org.medalliance.referral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.medalliance.referral.County.ALLIANCE;
import static org.medalliance.referral.County.DOCTOR;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.testing.Engines;
import org.medalliance.platform.testing.LocalKafka;
import org.medalliance.platform.testing.TestIdentityProvider.Person;
import org.medalliance.platform.testing.TestKeys;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.http.client.ReactorResourceFactory;

/** The service before, during and after a change of all its keys and of the suite, on a database of its own. */
class KeyChangeTest {

    private static final Person OPERATOR = Person.of(ALLIANCE, "hospital", "p-operator", "operator");

    private static final String NEXT = """
            {"data": [{"version": 2, "key": "%s"}],
             "index": [{"version": 2, "suite": "international", "key": "%s"}],
             "person": [{"version": 2, "suite": "international", "key": "%s"}]}
            """.formatted(TestKeys.secret(), TestKeys.secret(), TestKeys.secret());

    private static final byte[] FILE = "%PDF-1.7 心电图".getBytes(StandardCharsets.UTF_8);

    private static final String PATIENTS = "/api/referral/v1/patients";

    @Test
    void keysAndSuiteChangeWhilePatientsAreFoundAndNobodyIsReferredTwice() {
        var number = ResidentNumbers.next();
        var ids = new ArrayList<UUID>();
        String open;
        String file;
        try (var before = start("sm", TestKeys.sources())) {
            var county = county(before);
            ids.add(county.patient("张无忌", number));
            for (var i = 0; i < 20; i++) {
                ids.add(county.patient());
            }
            open = County.id(county.submitted(ids.getFirst()));
            file = uploaded(county, open);
        }
        try (var after = start("international", TestKeys.sources() + ",file:" + TestKeys.file(NEXT))) {
            var county = county(after);
            // Under either key: it may have begun already.
            assertThat(county.ok(county.post(
                                    DOCTOR,
                                    PATIENTS + "/search",
                                    null,
                                    "{\"by\": \"RESIDENT_ID\", \"value\": \"%s\"}".formatted(number)))
                            .path("items"))
                    .hasSize(1);
            assertThat(refusal(county, PATIENTS, """
                            {"name": "张无忌", "sex": "MALE", "birthDate": "1960-01-01", "identityKind": "RESIDENT_ID",
                             "residentId": "%s", "insurance": "RESIDENT"}""".formatted(number))).endsWith(":patient-registered");
            assertThat(refusal(county, "/api/referral/v1/referrals", Requests.submission(ids.getFirst())))
                    .endsWith(":already-open");

            await().atMost(Duration.ofSeconds(60)).until(() -> left(county) == 0);

            assertThat(refusal(county, "/api/referral/v1/referrals", Requests.submission(ids.getFirst())))
                    .endsWith(":already-open");
            assertThat(county.ok(county.get(DOCTOR, "/api/referral/v1/referrals/" + open))
                            .path("patient")
                            .path("name")
                            .asString())
                    .isEqualTo("张无忌");
        }
        // The old keys are needed no more: only the person's and the others of version 2 are left.
        try (var last = start("international", "file:" + TestKeys.file(NEXT))) {
            var county = county(last);
            assertThat(county.ok(county.post(
                                    DOCTOR, PATIENTS + "/search", null, "{\"by\": \"NAME_PREFIX\", \"value\": \"张无\"}"))
                            .path("items"))
                    .hasSize(1);
            assertThat(county.ok(county.get(DOCTOR, "/api/referral/v1/referrals/" + open))
                            .path("details")
                            .path("clinical")
                            .path("summary")
                            .asString())
                    .isEqualTo("反复胸闷三天");
            assertThat(county.get(DOCTOR, file)
                            .expectStatus()
                            .isOk()
                            .expectBody()
                            .returnResult()
                            .getResponseBody())
                    .isEqualTo(FILE);
        }
    }

    /** Answers where its content is. */
    private static String uploaded(County county, String referral) {
        return county.client()
                .post()
                .uri("/api/referral/v1/referrals/" + referral + "/attachments")
                .headers(it -> it.setBearerAuth(DOCTOR.token()))
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .bodyValue(FILE)
                .exchange()
                .expectStatus()
                .isCreated()
                .expectBody()
                .returnResult()
                .getResponseHeaders()
                .getLocation()
                .getPath();
    }

    private static String refusal(County county, String path, String json) {
        return county.body(county.post(DOCTOR, path, null, json)).path("type").asString();
    }

    private static long left(County county) {
        return county.ok(county.get(OPERATOR, "/api/referral/v1/operations/keys"))
                .path("left")
                .valueStream()
                .mapToLong(it -> it.path("rows").asLong())
                .sum();
    }

    private static County county(ConfigurableApplicationContext instance) {
        var county = new County(instance.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
        county.found();
        return county;
    }

    /** An instance that closes takes none of the threads with it on which this JVM's other instances answer. */
    @TestConfiguration(proxyBeanMethods = false)
    static class OwnThreads {

        @Bean
        ReactorResourceFactory reactorResources() {
            var own = new ReactorResourceFactory();
            own.setUseGlobalResources(false);
            return own;
        }
    }

    private static ConfigurableApplicationContext start(String suite, String keys) {
        LocalKafka.get();
        var properties = new HashMap<>(Engines.properties("rekeyed-service"));
        properties.put("alliance.crypto.suite", suite);
        properties.put("alliance.crypto.keys", keys);
        properties.put("spring.kafka.consumer.group-id", "rekeyed-service");
        properties.put("server.port", "0");
        return new SpringApplicationBuilder(ReferralService.class, OwnThreads.class)
                .run(properties.entrySet().stream()
                        .map(it -> "--%s=%s".formatted(it.getKey(), it.getValue()))
                        .toArray(String[]::new));
    }
}
