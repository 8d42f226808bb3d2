package org.medalliance.local.demo;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.medalliance.local.process.LocalFailure;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The people of the demo county and their tokens, signed in when first needed and again before a token ends. */
public final class People {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** A token that ends sooner is not used any more. */
    private static final Duration RESERVE = Duration.ofSeconds(60);

    private static final Map<String, Words> ROLES = Map.of(
            "clinic-doctor", Words.of("乡镇医生", "clinic doctor"),
            "referral-officer", Words.of("转诊专员", "referral officer"),
            "duty-officer", Words.of("总值班", "duty officer"),
            "specialist", Words.of("专科医师", "specialist"),
            "centre-lead", Words.of("中心负责人", "centre lead"),
            "auditor", Words.of("审计员", "auditor"),
            "staffing-manager", Words.of("医务科", "medical affairs"),
            "alliance-admin", Words.of("医共体管理员", "administrator"));

    private final UnaryOperator<String> signIn;
    private final Map<String, Words> places;
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();

    /**
     * @param signIn an account's access token
     * @param places names of institutions by id
     */
    public People(UnaryOperator<String> signIn, Map<String, Words> places) {
        this.signIn = signIn;
        this.places = places;
    }

    private record Session(String token, Instant ends, JsonNode claims) {

        static Session of(String token) {
            var parts = token.split("\\.");
            if (parts.length != 3) {
                throw new LocalFailure("令牌不是 JWT | the token is no JWT");
            }
            var claims = JSON.readTree(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8));
            return new Session(token, Instant.ofEpochSecond(claims.path("exp").asLong()), claims);
        }

        boolean isFresh() {
            return Instant.now().plus(RESERVE).isBefore(ends);
        }
    }

    public Person person(String user) {
        var claims = session(user).claims();
        var institution = claims.path("org_id").asString("");
        return new Person(
                user,
                claims.path("name").asString(user),
                institution,
                places.getOrDefault(institution, Words.same(institution)),
                role(claims));
    }

    /** Of this moment; it is asked for again with each request. */
    public String token(Person person) {
        return session(person.user()).token();
    }

    private Session session(String user) {
        return sessions.compute(
                user, (_, known) -> known != null && known.isFresh() ? known : Session.of(signIn.apply(user)));
    }

    private static Words role(JsonNode claims) {
        return claims.path("realm_access")
                .path("roles")
                .valueStream()
                .map(role -> ROLES.get(role.asString()))
                .filter(role -> role != null)
                .findFirst()
                .orElse(Words.of("用户", "user"));
    }
}
