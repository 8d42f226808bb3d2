package org.medalliance.telemedicine.directory;

import java.util.Set;

/**
 * @param specialties codes of the national catalogue of clinical departments (诊疗科目名录), such as {@code 03.04}
 */
public record Institution(String id, String name, Set<String> specialties) {

    public boolean offers(String specialty) {
        return specialties.contains(specialty);
    }
}
