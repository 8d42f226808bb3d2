package org.medalliance.staffing.directory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.identity.InstitutionCode;
import org.medalliance.platform.lifecycle.Refusal.Invalid.Fault;

/**
 * Reads the fields of one row and notes each that is wrong. What is returned for a wrong one only fills its place: the
 * import is refused in the end.
 *
 * @param pointer JSON pointer to the row
 * @param faults where to note
 */
record Fields(String pointer, List<Fault> faults) {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,39}");
    private static final Pattern UNIT = Pattern.compile("[A-Z][A-Z0-9_]{0,39}");
    private static final Pattern TIME = Pattern.compile("([01]\\d|2[0-3]):[0-5]\\d");
    private static final Pattern LICENCE = Pattern.compile("\\d{15}");
    private static final int NAME_MOST = 80;

    void fault(String field, String code) {
        faults.add(new Fault(pointer + "/" + field, code));
    }

    String id(String field, @Nullable String value) {
        return matching(field, value, ID, "id-format");
    }

    String unit(String field, @Nullable String value) {
        return matching(field, value, UNIT, "unit-format");
    }

    String time(String field, @Nullable String value) {
        var time = matching(field, value, TIME, "time-format");
        return TIME.matcher(time).matches() ? time : "00:00";
    }

    @Nullable
    String licence(String field, @Nullable String value) {
        return value == null ? null : matching(field, value, LICENCE, "licence-format");
    }

    String name(String field, @Nullable String value) {
        var name = present(field, value, "");
        if (value != null && (value.isBlank() || value.length() > NAME_MOST)) {
            fault(field, "name-length");
        }
        if (name.chars().anyMatch(Character::isISOControl)) {
            fault(field, "control-character");
        }
        return name;
    }

    String code(String field, @Nullable String value) {
        var code = present(field, value, "");
        if (value != null && !InstitutionCode.isValid(value)) {
            fault(field, "institution-code");
        }
        return code;
    }

    String specialty(String field, @Nullable String value) {
        var specialty = present(field, value, "");
        if (value != null && !Specialties.knows(value)) {
            fault(field, "unknown-specialty");
        }
        return specialty;
    }

    double degrees(String field, @Nullable Double value, double most) {
        var degrees = present(field, value, 0.0);
        if (!(Math.abs(degrees) <= most)) {
            fault(field, "out-of-range");
        }
        return degrees;
    }

    int beds(String field, @Nullable Integer value) {
        var beds = present(field, value, 0);
        if (beds < 0 || beds > 10_000) {
            fault(field, "out-of-range");
        }
        return beds;
    }

    <E extends Enum<E>> E constant(String field, @Nullable String value, Class<E> type, String code) {
        var constants = type.getEnumConstants();
        if (value == null) {
            return present(field, null, constants[0]);
        }
        return Arrays.stream(constants)
                .filter(it -> it.name().equals(value))
                .findFirst()
                .orElseGet(() -> {
                    fault(field, code);
                    return constants[0];
                });
    }

    /** Elements that are null are noted; an element's own reader works under its pointer. */
    <R, T> List<T> each(String field, @Nullable List<@Nullable R> values, int most, BiFunction<Fields, R, T> reader) {
        var read = new ArrayList<T>();
        var rows = present(field, values, List.<@Nullable R>of());
        if (rows.size() > most) {
            fault(field, "too-many");
            return read;
        }
        for (var index = 0; index < rows.size(); index++) {
            var row = rows.get(index);
            if (row == null) {
                fault(field + "/" + index, "missing");
            } else {
                read.add(reader.apply(new Fields(pointer + "/" + field + "/" + index, faults), row));
            }
        }
        return List.copyOf(read);
    }

    /** Like {@link #each}, for plain texts: the reader notes at the element itself. */
    <T> List<T> eachText(
            String field, @Nullable List<@Nullable String> values, int most, BiFunction<String, String, T> reader) {
        var read = new ArrayList<T>();
        var texts = present(field, values, List.<@Nullable String>of());
        if (texts.size() > most) {
            fault(field, "too-many");
            return read;
        }
        for (var index = 0; index < texts.size(); index++) {
            var text = texts.get(index);
            var place = field + "/" + index;
            if (text == null) {
                fault(place, "missing");
            } else if (texts.subList(0, index).contains(text)) {
                fault(place, "duplicate");
            } else {
                read.add(reader.apply(place, text));
            }
        }
        return List.copyOf(read);
    }

    <T> T present(String field, @Nullable T value, T instead) {
        if (value == null) {
            fault(field, "missing");
            return instead;
        }
        return value;
    }

    private String matching(String field, @Nullable String value, Pattern form, String code) {
        var text = present(field, value, "");
        if (value != null && !form.matcher(value).matches()) {
            fault(field, code);
        }
        return text;
    }
}
