package org.medalliance.gateway.live;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.medalliance.gateway.FrontDoor;
import org.medalliance.gateway.live.Attention.Item;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A gateway with a real Kafka; each test has an alliance of its own. */
abstract class LiveDoor extends FrontDoor {

    static final String HOSPITAL = "rj-people-hospital";
    static final String CLINIC = "rj-xianghu";
    static final String OFFICER = "referral-officer";
    static final String DOCTOR = "clinic-doctor";

    final String alliance = "alliance-" + UUID.randomUUID();
    final Attention attention = Attention.here();
    private final List<EventSource> sources = new CopyOnWriteArrayList<>();

    @DynamicPropertySource
    static void kafka(DynamicPropertyRegistry settings) {
        settings.add("alliance.gateway.live.kafka", () -> Attention.kafka().bootstrapServers());
    }

    @AfterEach
    void hangUp() {
        sources.forEach(EventSource::close);
    }

    String tokenOf(String subject, String institution, String... roles) {
        return tokenIn(alliance, subject, institution, roles);
    }

    /** The subject is the practitioner too. */
    static String tokenIn(String alliance, String subject, String institution, String... roles) {
        return issuer.token(claims -> claims.subject(subject)
                .claim("alliance_id", alliance)
                .claim("org_id", institution)
                .claim("practitioner_id", subject)
                .claim("realm_access", Map.of("roles", List.of(roles))));
    }

    EventSource listen(String token) {
        return listen(port, token, null);
    }

    EventSource listen(int replica, String token, String lastEventId) {
        return kept(EventSource.open(replica, token, lastEventId)).ready();
    }

    EventSource kept(EventSource source) {
        sources.add(source);
        return source;
    }

    Item forOfficers() {
        return Item.raised(alliance, HOSPITAL, OFFICER);
    }
}
