package org.medalliance.gateway.live;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.medalliance.gateway.signin.Caller;

/** Whom something concerns: those with a role at an institution, or one person there. Always within one alliance. */
record Audience(
        String alliance,
        String institution,
        @Nullable String role,
        @Nullable String practitioner) {

    static Audience withRole(String alliance, String institution, String role) {
        return new Audience(alliance, institution, role, null);
    }

    static Audience person(String alliance, String institution, String practitioner) {
        return new Audience(alliance, institution, null, practitioner);
    }

    /** All that this caller hears of; nothing for one without an alliance or an institution. */
    static Set<Audience> of(Caller caller) {
        var audiences = new HashSet<Audience>();
        var alliance = caller.alliance();
        var institution = caller.institution();
        if (alliance == null || institution == null) {
            return audiences;
        }
        caller.roles().forEach(role -> audiences.add(withRole(alliance, institution, role)));
        var practitioner = caller.practitioner();
        if (practitioner != null) {
            audiences.add(person(alliance, institution, practitioner));
        }
        return audiences;
    }
}
