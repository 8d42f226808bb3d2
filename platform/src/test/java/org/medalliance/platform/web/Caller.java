package org.medalliance.platform.web;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.medalliance.platform.testing.TestIdentityProvider.Person;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

/** A person who calls the test service. */
public record Caller(int port, String token, String language) {

    public static final String ROOT = "/api/platform/v1";

    public static Caller of(int port, Person person) {
        return new Caller(port, person.token(), "zh-CN");
    }

    /** Somebody of an alliance that no other test looks at. */
    public static Caller alone(int port) {
        return of(port, Person.of("a-" + UUID.randomUUID(), "rj-xianghu", "p-1", "clinic-doctor"));
    }

    public Caller inEnglish() {
        return new Caller(port, token, "en-GB,en;q=0.8");
    }

    public ResponseSpec get(String path) {
        return client().get().uri(path.startsWith("/api") ? path : ROOT + path).exchange();
    }

    public ResponseSpec post(String path, String key, String body) {
        return client().post()
                .uri(ROOT + path)
                .header("Idempotency-Key", key)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange();
    }

    public ResponseSpec note(String body) {
        return post("/notes", UUID.randomUUID().toString(), body);
    }

    /** How many notes this caller's alliance has. */
    public int notes() {
        return get("/notes?limit=200")
                .expectBody(Notes.class)
                .returnResult()
                .getResponseBody()
                .items()
                .size();
    }

    public WebTestClient client() {
        return WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + port)
                .responseTimeout(Duration.ofSeconds(30))
                .defaultHeaders(headers -> {
                    headers.setBearerAuth(token);
                    headers.set("Accept-Language", language);
                })
                .build();
    }

    record Notes(List<NoteController.Note> items, String next) {}
}
