package org.medalliance.platform.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.medalliance.platform.PlatformTest;
import org.medalliance.platform.testing.TestIdentityProvider;
import org.medalliance.platform.testing.TestIdentityProvider.Person;
import org.medalliance.platform.web.Caller;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

@PlatformTest
class TokenTest {

    private static final Person DOCTOR = Person.of("ruijin", "rj-xianghu", "p-1", "clinic-doctor");

    @LocalServerPort
    int port;

    static Stream<Arguments> refused() throws Exception {
        return Stream.of(
                Arguments.of("for another audience", bent(it -> it.audience("account"))),
                Arguments.of("without an audience", bent(it -> it.audience((String) null))),
                Arguments.of("of another issuer", bent(it -> it.issuer("http://elsewhere/realms/alliance"))),
                Arguments.of("that has expired", bent(it -> it.expirationTime(ago(Duration.ofMinutes(5))))),
                Arguments.of("that is not valid yet", bent(it -> it.notBeforeTime(ago(Duration.ofMinutes(-5))))),
                Arguments.of("without a signature", new PlainJWT(claims(DOCTOR.token())).serialize()),
                Arguments.of("that another key signed", signedByAStranger()),
                Arguments.of("with other claims than were signed", forged()),
                Arguments.of("that is none", "not-a-token"));
    }

    @ParameterizedTest(name = "a token {0} is refused")
    @MethodSource("refused")
    void onlyTheRealmsTokensForThisAudienceAreTaken(String which, String token) {
        me(token)
                .expectStatus()
                .isUnauthorized()
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectHeader()
                .valueEquals("WWW-Authenticate", "Bearer");
    }

    @Test
    void theActorIsWhatTheTokenSaysAndNothingElse() {
        var actor = WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + port)
                .build()
                .get()
                .uri(Caller.ROOT + "/me?alliance=other&roles=operator&subject=x")
                .header("X-Alliance-Id", "other")
                .header("X-Org-Id", "other")
                .header("X-Forwarded-User", "other")
                .headers(it -> it.setBearerAuth(DOCTOR.token()))
                .exchange()
                .expectBody(Actor.class)
                .returnResult()
                .getResponseBody();

        assertThat(actor.alliance()).isEqualTo("ruijin");
        assertThat(actor.institution()).isEqualTo("rj-xianghu");
        assertThat(actor.practitioner()).isEqualTo("p-1");
        assertThat(actor.roles()).containsExactly("clinic-doctor");
    }

    @Test
    void oneAllianceDoesNotSeeAnothersRows() {
        var own = Caller.of(port, DOCTOR.in("a-" + UUID.randomUUID()));
        var other = Caller.of(port, DOCTOR.in("b-" + UUID.randomUUID()));
        var path = own.note("{\"text\":\"一\",\"kind\":\"PLAIN\",\"count\":1}")
                .returnResult(String.class)
                .getResponseHeaders()
                .getLocation()
                .toString();

        own.get(path).expectStatus().isOk();
        other.get(path).expectStatus().isNotFound();
        assertThat(other.notes()).isZero();
    }

    @Test
    void whoBelongsToNoAllianceDoesNoBusiness() {
        Caller.of(port, Person.of("", "", "o-1", "operator"))
                .get("/notes")
                .expectStatus()
                .isForbidden();
    }

    private WebTestClient.ResponseSpec me(String token) {
        return new Caller(port, token, "zh-CN").get("/me");
    }

    private static String bent(UnaryOperator<JWTClaimsSet.Builder> bend) {
        return TestIdentityProvider.token(DOCTOR, bend);
    }

    private static Date ago(Duration duration) {
        return Date.from(Instant.now().minus(duration));
    }

    private static JWTClaimsSet claims(String token) throws Exception {
        return SignedJWT.parse(token).getJWTClaimsSet();
    }

    private static String signedByAStranger() throws Exception {
        var key = new RSAKeyGenerator(2048).keyID("test").generate();
        var token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("test").build(), claims(DOCTOR.token()));
        token.sign(new RSASSASigner(key));
        return token.serialize();
    }

    private static String forged() {
        var signed = DOCTOR.token().split("\\.");
        var wanted = DOCTOR.as("operator").token().split("\\.");
        return signed[0] + "." + wanted[1] + "." + signed[2];
    }
}
