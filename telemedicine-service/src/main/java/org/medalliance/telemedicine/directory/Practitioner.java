package org.medalliance.telemedicine.directory;

import java.util.Set;

/**
 * @param institution where the practitioner belongs
 * @param specialties codes of the national catalogue of clinical departments, such as {@code 03.04}
 */
public record Practitioner(String id, String name, String institution, Set<String> specialties) {

    public boolean practises(String specialty) {
        return specialties.contains(specialty);
    }
}
