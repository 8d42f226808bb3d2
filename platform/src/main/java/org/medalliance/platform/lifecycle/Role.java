package org.medalliance.platform.lifecycle;

import java.util.Locale;

/** What a person does at an institution. Implemented by an enum of the service. */
public interface Role {
    String name();

    /** The role's name in a token: {@code CLINIC_DOCTOR} is {@code clinic-doctor}. */
    default String authority() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
