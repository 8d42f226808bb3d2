package org.medalliance.platform.access;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.lifecycle.Party;
import org.medalliance.platform.lifecycle.Refusal;
import org.medalliance.platform.lifecycle.Role;
import org.medalliance.platform.lifecycle.Standing;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * Who is asking, as the token says it.
 *
 * @param subject the identity provider's id of the person or client
 * @param alliance empty for those who belong to none, such as operators
 * @param institution empty for those who sit at none
 * @param practitioner the directory's id of the person; null for clients and office staff
 * @param roles names as in the token, such as {@code clinic-doctor}
 */
public record Actor(
        String subject,
        String name,
        String alliance,
        String institution,
        @Nullable String practitioner,
        Set<String> roles) {

    static Actor of(Jwt token) {
        return new Actor(
                text(token, "sub"),
                text(token, "name"),
                text(token, "alliance_id"),
                text(token, "org_id"),
                token.getClaimAsString("practitioner_id"),
                roles(token));
    }

    /** The alliance's rows, for an actor who belongs to one. */
    public Scope scope() {
        if (alliance.isBlank()) {
            throw new Refusal.Forbidden("no-alliance");
        }
        return new Scope(alliance);
    }

    public boolean has(Role role) {
        return roles.contains(role.authority());
    }

    /** Refuses those who have none of the roles, whatever else they may be. */
    public Actor require(Role... wanted) {
        for (var role : wanted) {
            if (has(role)) {
                return this;
            }
        }
        throw new Refusal.Forbidden("role-missing");
    }

    public Standing standing(Set<? extends Party> parties) {
        return new Standing(parties, roles);
    }

    private static String text(Jwt token, String claim) {
        var value = token.getClaimAsString(claim);
        return value == null ? "" : value;
    }

    private static Set<String> roles(Jwt token) {
        var access = token.getClaimAsMap("realm_access");
        return access != null && access.get("roles") instanceof List<?> names
                ? Set.copyOf(names.stream().map(String::valueOf).toList())
                : Set.of();
    }
}
