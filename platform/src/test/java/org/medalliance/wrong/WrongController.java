package org.medalliance.wrong;

import java.time.Instant;
import org.medalliance.platform.PlatformTest;
import org.medalliance.platform.access.PlacedClient;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Everything that the rules of the house forbid; outside the test service's packages, so that nobody runs it. */
@RestController
public class WrongController {

    @Autowired
    PlacedClient database;

    @PostMapping("/wrong")
    public Mono<String> notSafeToRepeat() {
        database.sql("select 1").then().subscribe();
        return Mono.just(Instant.now().toString());
    }

    @GetMapping("/wrong")
    public Flux<String> rowByRow() {
        return Flux.empty();
    }

    @KafkaListener(topics = "wrong")
    public Mono<Void> returnsAPublisher() {
        return Mono.empty();
    }

    @Override
    public String toString() {
        return PlatformTest.class.getName();
    }

    record Note(String text) {}

    static final class Other {
        record Note(int count) {}
    }
}
