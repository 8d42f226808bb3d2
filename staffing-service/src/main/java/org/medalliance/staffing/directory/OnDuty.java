package org.medalliance.staffing.directory;

import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who answers for a unit at a moment.
 *
 * @param roster id of the shift, null when nobody is on duty
 * @param from when the shift began
 * @param to when it ends
 * @param onDuty null when nobody is
 * @param chain who is asked next while nobody answers
 */
record OnDuty(
        String institution,
        String unit,
        OffsetDateTime at,
        @Nullable String roster,
        @Nullable OffsetDateTime from,
        @Nullable OffsetDateTime to,
        @Nullable Person onDuty,
        List<Person> chain) {

    record Person(String practitioner, String name, Practitioner.Title title, String institution, String department) {

        static Person of(Practitioner it) {
            return new Person(it.id(), it.name(), it.title(), it.institution(), it.department());
        }
    }

    static OnDuty of(
            String institution,
            String unit,
            ZonedDateTime at,
            Optional<Shift.Turn> turn,
            Map<String, Practitioner> people) {
        return turn.map(it -> of(institution, unit, at, it, people))
                .orElseGet(
                        () -> new OnDuty(institution, unit, at.toOffsetDateTime(), null, null, null, null, List.of()));
    }

    private static OnDuty of(
            String institution, String unit, ZonedDateTime at, Shift.Turn turn, Map<String, Practitioner> people) {
        var shift = turn.shift();
        var first = people.get(shift.onDuty());
        return new OnDuty(
                institution,
                unit,
                at.toOffsetDateTime(),
                shift.id(),
                turn.begins().toOffsetDateTime(),
                turn.ends().toOffsetDateTime(),
                first == null ? null : Person.of(first),
                shift.chain().stream()
                        .flatMap(id -> Optional.ofNullable(people.get(id)).stream())
                        .map(Person::of)
                        .toList());
    }
}
