package org.medalliance.platform.privacy;

import org.jspecify.annotations.Nullable;

/** What of a value is shown where the whole is not needed. */
public final class Masks {

    private Masks() {}

    /** The family name: 张*. */
    public static String name(String name) {
        return name.isEmpty() ? "" : name.substring(0, name.offsetByCodePoints(0, 1)) + "*";
    }

    /** Area and the last four: 360781**********1234. */
    public static @Nullable String residentId(@Nullable String id) {
        return id == null ? null : keep(id, 6, 4);
    }

    /** The first three and the last four: 138****1234. */
    public static @Nullable String phone(@Nullable String phone) {
        return phone == null ? null : keep(phone, 3, 4);
    }

    /** The last three of a passport or permit: ******123. */
    public static @Nullable String document(@Nullable String number) {
        return number == null ? null : keep(number, 0, 3);
    }

    /** County and township, not house and street: 江西省赣州市**. */
    public static @Nullable String address(@Nullable String address) {
        return address == null
                ? null
                : address.substring(
                                0,
                                address.offsetByCodePoints(
                                        0, Math.min(6, address.codePointCount(0, address.length()) / 2)))
                        + "**";
    }

    private static String keep(String value, int first, int last) {
        return value.length() <= first + last
                ? "*".repeat(value.length())
                : value.substring(0, first)
                        + "*".repeat(value.length() - first - last)
                        + value.substring(value.length() - last);
    }
}
