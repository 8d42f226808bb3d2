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

    /** A role wherever in the alliance it is held, such as the auditors. */
    private static final String EVERY_INSTITUTION = "*";

    static Audience withRole(String alliance, String institution, String role) {
        return new Audience(alliance, institution, role, null);
    }

    static Audience person(String alliance, String institution, String practitioner) {
        return new Audience(alliance, institution, null, practitioner);
    }

    /** All that this caller hears of; nothing for one without an alliance. */
    static Set<Audience> of(Caller caller) {
        var audiences = new HashSet<Audience>();
        var alliance = caller.alliance();
        if (alliance != null) {
            addThose(audiences, alliance, EVERY_INSTITUTION, caller);
            if (caller.institution() != null) {
                addThose(audiences, alliance, caller.institution(), caller);
            }
        }
        return audiences;
    }

    private static void addThose(Set<Audience> audiences, String alliance, String institution, Caller caller) {
        caller.roles().forEach(role -> audiences.add(withRole(alliance, institution, role)));
        var practitioner = caller.practitioner();
        if (practitioner != null) {
            audiences.add(person(alliance, institution, practitioner));
        }
    }
}
