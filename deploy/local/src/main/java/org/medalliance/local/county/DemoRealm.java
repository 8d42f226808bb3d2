package org.medalliance.local.county;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The demo's Keycloak realm: the real realm's text with the demo's people and two demo clients put in, and without the
 * password rules, which the demo's password would not pass. Everything else is the real realm, letter by letter.
 */
final class DemoRealm {

    private static final String CLIENTS = "\n  \"clients\": [\n";
    private static final String USERS = "\n  \"users\": [\n";
    private static final String PASSWORD_RULES = "\n  \"passwordPolicy\": \"";

    private static final List<String> SCOPES = List.of("basic", "profile", "roles", "acr", "alliance");

    private DemoRealm() {}

    static String of(String realm, List<Account> accounts) {
        String withClients = insert(realm, CLIENTS, Stream.of(browserless(), his()));
        String withUsers = insert(
                withClients, USERS, Stream.concat(accounts.stream().map(Account::asUser), Stream.of(hisAccount())));
        return withoutPasswordRules(withUsers);
    }

    private static String insert(String realm, String array, Stream<Map<String, Object>> elements) {
        int at = only(realm, array) + array.length();
        String lines = elements.map(element -> "    " + Json.pretty(element, "    ") + ",\n")
                .collect(Collectors.joining());
        return realm.substring(0, at) + lines + realm.substring(at);
    }

    private static String withoutPasswordRules(String realm) {
        int from = only(realm, PASSWORD_RULES);
        return realm.substring(0, from) + realm.substring(realm.indexOf('\n', from + 1));
    }

    private static int only(String realm, String marker) {
        int at = realm.indexOf(marker);
        if (at < 0 || realm.indexOf(marker, at + 1) >= 0) {
            throw new IllegalStateException(
                    "alliance-realm.json must hold exactly one line " + marker.strip() + " indented by two spaces");
        }
        return at;
    }

    /** Lets scripts and tests sign in with user name and password; a real realm has no such client. */
    private static Map<String, Object> browserless() {
        Map<String, Object> client = client("alliance-demo", "演示 Demo sign-in by password");
        client.put("publicClient", true);
        client.put("directAccessGrantsEnabled", true);
        client.put("serviceAccountsEnabled", false);
        return client;
    }

    private static Map<String, Object> his() {
        Map<String, Object> client = client("his-demo", "演示医院信息系统 Demo hospital information system");
        client.put("publicClient", false);
        client.put("clientAuthenticatorType", "client-secret");
        client.put("secret", "${ALLIANCE_HIS_DEMO_CLIENT_SECRET:his-demo-secret}");
        client.put("directAccessGrantsEnabled", false);
        client.put("serviceAccountsEnabled", true);
        return client;
    }

    private static Map<String, Object> client(String id, String name) {
        Map<String, Object> client = new LinkedHashMap<>();
        client.put("clientId", id);
        client.put("name", name);
        client.put("enabled", true);
        client.put("protocol", "openid-connect");
        client.put("standardFlowEnabled", false);
        client.put("implicitFlowEnabled", false);
        client.put("redirectUris", List.of());
        client.put("webOrigins", List.of());
        client.put("fullScopeAllowed", true);
        client.put("defaultClientScopes", SCOPES);
        client.put("optionalClientScopes", List.of());
        return client;
    }

    private static Map<String, Object> hisAccount() {
        Map<String, Object> account = new LinkedHashMap<>();
        account.put("username", "service-account-his-demo");
        account.put("enabled", true);
        account.put("firstName", "人民医院信息系统 People's hospital HIS");
        account.put("serviceAccountClientId", "his-demo");
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("alliance_id", List.of(Account.ALLIANCE));
        attributes.put("org_id", List.of(Institutions.PEOPLE));
        account.put("attributes", attributes);
        account.put("realmRoles", List.of("his-client"));
        return account;
    }
}
