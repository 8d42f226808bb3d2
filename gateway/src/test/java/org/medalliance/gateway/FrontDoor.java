package org.medalliance.gateway;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.RequestHeadersSpec;

/** The gateway on a real port between real servers; what every test of it stands on. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {"alliance.gateway.live.kafka=", "alliance.gateway.live.feed-every=1h"})
public abstract class FrontDoor {

    protected static final Issuer issuer = new Issuer();
    protected static final Neighbour referral = new Neighbour();
    protected static final Neighbour telemedicine = new Neighbour();
    protected static final Neighbour staffing = new Neighbour();

    @LocalServerPort
    protected int port;

    @Value("${local.management.port}")
    protected int managementPort;

    protected WebTestClient client;

    @DynamicPropertySource
    static void neighbours(DynamicPropertyRegistry settings) {
        settings.add("management.server.port", () -> 0);
        settings.add("alliance.gateway.issuer.uri", issuer::uri);
        settings.add("alliance.gateway.issuer.keys", issuer::keys);
        settings.add("alliance.gateway.sign-in.client-secret", () -> IdentityProvider.CLIENT_SECRET);
        settings.add("alliance.gateway.upstream.referral", referral::uri);
        settings.add("alliance.gateway.upstream.telemedicine", telemedicine::uri);
        settings.add("alliance.gateway.upstream.staffing", staffing::uri);
    }

    @BeforeEach
    void open() {
        client = WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + port)
                .responseTimeout(Duration.ofSeconds(20))
                .build();
        issuer.provider().isWell();
        referral.isWell();
        telemedicine.isWell();
        staffing.isWell();
    }

    protected Browser browser() {
        return new Browser(port);
    }

    protected Browser signedIn() {
        return browser().signIn(issuer.provider());
    }

    protected RequestHeadersSpec<?> get(String path) {
        return get(path, issuer.token());
    }

    protected RequestHeadersSpec<?> get(String path, String token) {
        return client.get().uri(path).headers(headers -> headers.setBearerAuth(token));
    }

    /** What Prometheus would scrape. */
    protected String metrics() {
        return management("/actuator/prometheus");
    }

    protected String management(String path) {
        var answer = WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + managementPort)
                .build()
                .get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        return String.valueOf(answer);
    }
}
