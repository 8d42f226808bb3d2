package org.medalliance.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.medalliance.platform.PlatformTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.BodyInserters;
import reactor.core.publisher.Flux;

@PlatformTest
@ExtendWith(OutputCaptureExtension.class)
class BodyTest {

    private static final int MEBIBYTE = 1024 * 1024;
    private static final String GOOD = """
            {"text":"一","kind":"PLAIN","count":1,"parts":[{"name":"a","count":1}]}""";

    @LocalServerPort
    int port;

    private Caller caller;

    @BeforeEach
    void somebody() {
        caller = Caller.alone(port);
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of(
                        "unknown field",
                        GOOD.replace("count\":1,", "count\":1,\"secret\":1,"),
                        "/secret",
                        "没有这个字段",
                        "no such field"),
                Arguments.of(
                        "wrong type", GOOD.replace("count\":1,", "count\":\"1\","), "/count", "类型不对", "wrong type"),
                Arguments.of("number for text", GOOD.replace("\"一\"", "1"), "/text", "类型不对", "wrong type"),
                Arguments.of(
                        "half for whole", GOOD.replace("count\":1,", "count\":1.5,"), "/count", "类型不对", "wrong type"),
                Arguments.of(
                        "deep inside",
                        GOOD.replace("count\":1}", "count\":{}}"),
                        "/parts/0/count",
                        "类型不对",
                        "wrong type"),
                Arguments.of("unknown value", GOOD.replace("PLAIN", "LOUD"), "/kind", "不是允许的取值", "none of the allowed"),
                Arguments.of(
                        "number for a value",
                        GOOD.replace("\"PLAIN\"", "0"),
                        "/kind",
                        "不是允许的取值",
                        "none of the allowed"),
                Arguments.of(
                        "a time long ago",
                        GOOD.replace("count\":1,", "count\":1,\"seenAt\":\"-999999999-01-01T00:00:00Z\","),
                        "/seenAt",
                        "1900",
                        "1900"),
                Arguments.of(
                        "a time after the era",
                        GOOD.replace("count\":1,", "count\":1,\"seenAt\":\"9999-12-31T23:59:59Z\","),
                        "/seenAt",
                        "2200",
                        "2200"),
                Arguments.of(
                        "a day after the era",
                        GOOD.replace("count\":1,", "count\":1,\"seenOn\":\"+999999999-12-31\","),
                        "/seenOn",
                        "年份应在",
                        "the year"),
                Arguments.of(
                        "a number for a time",
                        GOOD.replace("count\":1,", "count\":1,\"seenAt\":1e400,"),
                        "/seenAt",
                        "类型不对",
                        "wrong type"),
                Arguments.of(
                        "numbers for a day",
                        GOOD.replace("count\":1,", "count\":1,\"seenOn\":[2026,1,1],"),
                        "/seenOn",
                        "类型不对",
                        "wrong type"),
                Arguments.of(
                        "no day",
                        GOOD.replace("count\":1,", "count\":1,\"seenOn\":\"2026-02-30\","),
                        "/seenOn",
                        "类型不对",
                        "wrong type"),
                Arguments.of("missing", GOOD.replace("\"kind\":\"PLAIN\",", ""), "/kind", "必填", "is required"),
                Arguments.of(
                        "blank inside", GOOD.replace("\"a\"", "\" \""), "/parts/0/name", "不能为空", "must not be blank"),
                Arguments.of(
                        "repeated field",
                        GOOD.replace("count\":1,", "count\":1,\"count\":2,"),
                        "",
                        "不是有效的 JSON",
                        "not valid JSON"),
                Arguments.of("half a body", GOOD.substring(0, 30), "", "不是有效的 JSON", "not valid JSON"),
                Arguments.of("a list", "[" + GOOD + "]", "", "类型不对", "wrong type"),
                Arguments.of(
                        "deep",
                        GOOD.replace(
                                "count\":1,", "count\":1,\"free\":" + "[".repeat(10_000) + "]".repeat(10_000) + ","),
                        null,
                        "嵌套过深",
                        "nested too deeply"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrong")
    void aWrongBodyIsRefusedWithItsPlaceInBothLanguages(
            String what, String body, String pointer, String zh, String en) {
        var chinese = problem(caller, body);
        var english = problem(caller.inEnglish(), body);

        if (pointer != null) {
            assertThat(chinese).contains("\"pointer\":\"" + pointer + "\"");
        }
        assertThat(chinese).contains(zh);
        assertThat(english).contains(en);
        assertThat(caller.notes()).isZero();
    }

    @ParameterizedTest
    @MethodSource("rubbish")
    void whatFollowsTheBodyIsRefused(String rubbish) {
        problem(caller, GOOD + rubbish);
        assertThat(caller.notes()).isZero();
    }

    static Stream<String> rubbish() {
        return Stream.of(" x", "{}", "]");
    }

    @Test
    void anEmptyBodyIsRefused() {
        problem(caller, "");
        assertThat(caller.notes()).isZero();
    }

    @Test
    void brokenUtf8IsRefused() {
        var bytes = GOOD.getBytes(StandardCharsets.UTF_8);
        bytes[9] = (byte) 0xff;

        assertThat(post(bytes)).contains("400 BAD_REQUEST", "bad-utf8");
        assertThat(caller.notes()).isZero();
    }

    @Test
    void aMebibyteIsTakenAndAByteMoreIsNot() {
        var filler = MEBIBYTE - GOOD.getBytes(StandardCharsets.UTF_8).length;
        caller.note(GOOD + " ".repeat(filler)).expectStatus().isCreated();

        assertThat(post((GOOD + " ".repeat(filler + 1)).getBytes(StandardCharsets.UTF_8)))
                .contains("413", "too-large", "1,048,576");
        assertThat(post((GOOD + " ".repeat(10 * MEBIBYTE)).getBytes(StandardCharsets.UTF_8)))
                .contains("413", "too-large");
        assertThat(caller.notes()).isEqualTo(1);
    }

    @Test
    void aBodyInChunksIsHeldToTheSameLimit() {
        var chunk = " ".repeat(64 * 1024).getBytes(StandardCharsets.UTF_8);
        var buffers = DefaultDataBufferFactory.sharedInstance;
        var body = Flux.just(GOOD.getBytes(StandardCharsets.UTF_8))
                .concatWith(Flux.range(0, 17).map(_ -> chunk))
                .map(it -> (DataBuffer) buffers.wrap(it));

        caller.client()
                .post()
                .uri(Caller.ROOT + "/notes")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .contentType(MediaType.APPLICATION_JSON)
                .body(BodyInserters.fromDataBuffers(body))
                .exchange()
                .expectStatus()
                .isEqualTo(413)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(caller.notes()).isZero();
    }

    @Test
    void anotherContentTypeOrAMalformedOneIs415() {
        for (var type : new String[] {"text/plain", "nonsense", "a/b/c; ="}) {
            caller.client()
                    .post()
                    .uri(Caller.ROOT + "/notes")
                    .header("Idempotency-Key", UUID.randomUUID().toString())
                    .header("Content-Type", type)
                    .body(BodyInserters.fromDataBuffers(Flux.just(
                            DefaultDataBufferFactory.sharedInstance.wrap(GOOD.getBytes(StandardCharsets.UTF_8)))))
                    .exchange()
                    .expectStatus()
                    .isEqualTo(415)
                    .expectHeader()
                    .contentType(MediaType.APPLICATION_PROBLEM_JSON);
        }
    }

    @Test
    void unknownAddressesMethodsAndMalformedHeadersAreProblemsToo() {
        caller.get("/nowhere")
                .expectStatus()
                .isNotFound()
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON);
        caller.client()
                .delete()
                .uri(Caller.ROOT + "/notes")
                .exchange()
                .expectStatus()
                .isEqualTo(405);
        caller.get("/notes/not-a-uuid").expectStatus().isBadRequest();
        caller.client()
                .get()
                .uri(Caller.ROOT + "/notes")
                .header("Accept", "///")
                .exchange()
                .expectStatus()
                .is4xxClientError();
    }

    /** Nothing that was sent, and no message of an exception, leaves or enters a log. */
    @Test
    void neitherProblemsNorLogsQuoteWhatWasSent(CapturedOutput output) {
        var body = GOOD.replace("count\":1,", "count\":\"张三\",");
        assertThat(problem(caller, body)).doesNotContain("张三");
        assertThat(problem(caller, GOOD.replace("PLAIN", "张三"))).doesNotContain("张三");
        assertThat(caller.get("/broken")
                        .expectStatus()
                        .isEqualTo(500)
                        .expectBody(String.class)
                        .returnResult()
                        .getResponseBody())
                .contains("urn:medalliance:problem:internal", "requestId")
                .doesNotContain("张三", "IllegalState");
        assertThat(output).contains("IllegalStateException", "NoteController").doesNotContain("张三");
    }

    private static String problem(Caller caller, String body) {
        return caller.note(body)
                .expectStatus()
                .isBadRequest()
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
    }

    private String post(byte[] body) {
        var result = caller.client()
                .post()
                .uri(Caller.ROOT + "/notes")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange()
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody(String.class)
                .returnResult();
        return result.getStatus() + " " + result.getResponseBody();
    }
}
