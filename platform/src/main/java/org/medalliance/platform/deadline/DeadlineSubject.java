package org.medalliance.platform.deadline;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A kind of case that has deadlines: what a policy for it may speak of, and the policy that holds until an alliance
 * agrees on another.
 *
 * @param caseType such as {@code referral}
 * @param states by their names
 * @param parties by their names
 * @param roles as in a token
 * @param facts and the values that each can have, such as {@code priority}
 * @param times of a case that a limit may count from
 * @param effects what the platform can do by itself
 */
public record DeadlineSubject(
        String caseType,
        Set<String> states,
        Set<String> parties,
        Set<String> roles,
        Map<String, Set<String>> facts,
        Set<String> times,
        Set<String> effects,
        DeadlinePolicy defaults) {

    /** Of an enum's values, in their order. */
    public static Set<String> names(Stream<? extends Enum<?>> values) {
        return values.map(Enum::name).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Of all values of an enum, in their order. */
    public static Set<String> names(Class<? extends Enum<?>> type) {
        return names(Arrays.stream(type.getEnumConstants()));
    }
}
