package org.medalliance.local.edition;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import org.medalliance.local.process.LocalFailure;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The demo county's accounts in our own Keycloak. */
public final class DemoRealm {

    /** Known to everybody, written in deploy/demo/README.md; exists in the demo realm only. */
    private static final String PASSWORD = "demo";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Settings settings;
    private final Secrets secrets;

    private DemoRealm(Settings settings) {
        this.settings = settings;
        this.secrets = Secrets.of(settings);
    }

    public static DemoRealm of(Settings settings) {
        if (settings.given("oidc.issuer").isPresent()) {
            throw new LocalFailure("使用外部 OIDC 时没有示范账户。 | There are no demo accounts in a county's own OIDC server.");
        }
        return new DemoRealm(settings);
    }

    /**
     * The demo's accounts are there afterwards. A realm in which a person has an account is left alone: accounts whose
     * password everybody knows do not belong beside real ones.
     */
    public void ensure() {
        var admin = adminToken();
        if (!get(admin, "/admin/realms/alliance/clients?clientId=alliance-demo").isEmpty()) {
            return;
        }
        if (!get(admin, "/admin/realms/alliance/users?max=1").isEmpty()) {
            throw new LocalFailure(
                    "数据目录 " + settings.home() + " 中已有真实账户，不能载入示范数据；请换一个目录：ALLIANCE_HOME=<目录> ./alliance demo"
                            + " | This data directory has real accounts; run the demo in another: ALLIANCE_HOME=<folder> ./alliance"
                            + " demo");
        }
        send(authorised(admin, "/admin/realms/alliance").DELETE().build());
        send(authorised(admin, "/admin/realms")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(filledIn()))
                .build());
    }

    /** An access token of a demo user. */
    public String token(String user) {
        var answer = tokenRequest(
                "/realms/alliance", Map.of("client_id", "alliance-demo", "username", user, "password", PASSWORD));
        if (answer.status() != 200) {
            throw new LocalFailure("没有得到令牌：" + reason(answer) + "。示范账户见 deploy/demo/README.md；正式域中没有示范账户，先运行 ./alliance"
                    + " demo。 | No token. The demo accounts are listed in deploy/demo/README.md; they exist after"
                    + " ./alliance demo or start --demo.");
        }
        return JSON.readTree(answer.body()).get("access_token").asString();
    }

    /**
     * An account beside the demo's, such as a measurement's own; it is made when it is missing.
     *
     * @param role of the realm
     */
    public void ensureAccount(String user, String alliance, String institution, String role) {
        var admin = adminToken();
        var users = "/admin/realms/alliance/users";
        if (!get(admin, users + "?exact=true&username=" + user).isEmpty()) {
            return;
        }
        post(
                admin,
                users,
                Map.of(
                        "username",
                        user,
                        "enabled",
                        true,
                        "firstName",
                        user,
                        "attributes",
                        Map.of("alliance_id", List.of(alliance), "org_id", List.of(institution)),
                        "credentials",
                        List.of(Map.of("type", "password", "value", PASSWORD))));
        var id = get(admin, users + "?exact=true&username=" + user)
                .path(0)
                .path("id")
                .asString();
        post(
                admin,
                users + "/" + id + "/role-mappings/realm",
                List.of(get(admin, "/admin/realms/alliance/roles/" + role)));
    }

    private void post(String token, String path, Object body) {
        send(authorised(token, path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build());
    }

    private static String reason(Http.Answer answer) {
        return answer.status() + " " + answer.body().lines().findFirst().orElse("");
    }

    private String adminToken() {
        var answer = tokenRequest(
                "/realms/master",
                Map.of("client_id", "admin-cli", "username", "admin", "password", secrets.word("keycloak-admin")));
        if (answer.status() != 200) {
            throw new LocalFailure("Keycloak 管理员无法登录（密码已改？）| the administrator could not sign in: " + reason(answer));
        }
        return JSON.readTree(answer.body()).get("access_token").asString();
    }

    private Http.Answer tokenRequest(String realm, Map<String, String> form) {
        var body = "grant_type=password&"
                + form.entrySet().stream()
                        .map(field ->
                                field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
        return Http.send(request(realm + "/protocol/openid-connect/token")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    private JsonNode get(String token, String path) {
        return JSON.readTree(send(authorised(token, path).GET().build()).body());
    }

    private static Http.Answer send(HttpRequest request) {
        var answer = Http.send(request);
        if (answer.status() >= 300) {
            throw new LocalFailure("Keycloak: " + request.method() + " " + request.uri() + " " + reason(answer));
        }
        return answer;
    }

    private HttpRequest.Builder authorised(String token, String path) {
        return request(path).header("Authorization", "Bearer " + token);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + settings.text("keycloak.port") + path))
                .timeout(Duration.ofSeconds(60));
    }

    /** The realm's file as Keycloak itself would fill it in while importing. */
    private String filledIn() {
        try {
            var text = Files.readString(Keycloak.realm(true));
            for (var value : new Keycloak(settings, secrets).realmValues().entrySet()) {
                text = text.replace("${" + value.getKey() + "}", value.getValue())
                        .replaceAll("\\$\\{" + value.getKey() + ":[^}]*}", Matcher.quoteReplacement(value.getValue()));
            }
            return text.replaceAll("\\$\\{ALLIANCE_[A-Z_]+:([^}]*)}", "$1");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
