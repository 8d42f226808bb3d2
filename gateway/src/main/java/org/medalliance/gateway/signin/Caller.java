package org.medalliance.gateway.signin;

import java.security.Principal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/**
 * Who is calling, from the claims of the access token and nowhere else.
 *
 * @param client the application that got the token, {@code azp}
 */
public record Caller(
        String subject,
        @Nullable String client,
        @Nullable String name,
        @Nullable String alliance,
        @Nullable String institution,
        @Nullable String practitioner,
        List<String> roles) {

    public static Optional<Caller> of(Principal principal) {
        return switch (principal) {
            case JwtAuthenticationToken bearer -> Optional.of(of(bearer.getTokenAttributes()));
            case OAuth2AuthenticationToken browser ->
                Optional.of(of(browser.getPrincipal().getAttributes()));
            default -> Optional.empty();
        };
    }

    private static Caller of(Map<String, Object> claims) {
        return new Caller(
                String.valueOf(claims.get("sub")),
                text(claims, "azp"),
                text(claims, "name"),
                text(claims, "alliance_id"),
                text(claims, "org_id"),
                text(claims, "practitioner_id"),
                roles(claims));
    }

    private static @Nullable String text(Map<String, Object> claims, String name) {
        return claims.get(name) instanceof String text ? text : null;
    }

    /** The platform's roles; what Keycloak keeps for itself is left out. */
    private static List<String> roles(Map<String, Object> claims) {
        if (claims.get("realm_access") instanceof Map<?, ?> access
                && access.get("roles") instanceof Collection<?> all) {
            return all.stream()
                    .map(String::valueOf)
                    .filter(Caller::isOurs)
                    .sorted()
                    .toList();
        }
        return List.of();
    }

    private static boolean isOurs(String role) {
        return !role.startsWith("default-roles-")
                && !role.equals("offline_access")
                && !role.equals("uma_authorization");
    }
}
