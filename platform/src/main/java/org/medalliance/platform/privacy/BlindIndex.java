package org.medalliance.platform.privacy;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.medalliance.platform.crypto.Keys;
import org.medalliance.platform.crypto.Purpose;

/**
 * Finds sealed values by a keyed hash that stands beside them: {@code version.hash}, 128 bits of it, one domain per
 * field and alliance. Equal values have equal hashes, and nothing else shows. Rows are written with the newest key and
 * looked for with all, so that nobody is missed while the job re-keys.
 */
public final class BlindIndex {

    /** Longer ones of a name are found by its whole. */
    static final int LONGEST_PREFIX = 4;

    private static final int BYTES = 16;

    private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

    private final Keys keys;
    private final Purpose purpose;

    BlindIndex(Keys keys, Purpose purpose) {
        this.keys = keys;
        this.purpose = purpose;
    }

    /** Over the fields of one service. */
    public static BlindIndex of(Keys keys) {
        return new BlindIndex(keys, Purpose.INDEX);
    }

    /** To store. */
    public String hash(String alliance, String field, String value) {
        return hash(keys.current(purpose), alliance, field, value);
    }

    /** To look for: with every key that rows may be stored under, the one that writes first. */
    public List<String> hashes(String alliance, String field, String value) {
        return keys.versions(purpose).stream()
                .map(version -> hash(version, alliance, field, value))
                .toList();
    }

    /** To store: one of each beginning, up to {@value #LONGEST_PREFIX} characters. */
    public List<String> prefixes(String alliance, String field, String name) {
        var hashes = new ArrayList<String>();
        var normal = normal(name);
        var most = Math.min(LONGEST_PREFIX, normal.codePointCount(0, normal.length()));
        for (var length = 1; length <= most; length++) {
            var prefix = normal.substring(0, normal.offsetByCodePoints(0, length));
            hashes.add(hash(alliance, field + "/prefix", prefix));
        }
        return hashes;
    }

    /** To look for; of a longer beginning the first {@value #LONGEST_PREFIX} characters, so look at what is found. */
    public List<String> prefixHashes(String alliance, String field, String prefix) {
        var normal = normal(prefix);
        var length = Math.min(LONGEST_PREFIX, normal.codePointCount(0, normal.length()));
        return hashes(alliance, field + "/prefix", normal.substring(0, normal.offsetByCodePoints(0, length)));
    }

    /** While more than one key is in use a person may be stored under either: uniqueness then needs a look at both. */
    public boolean isRekeying() {
        return keys.versions(purpose).size() > 1;
    }

    /** What hashes that are stored now begin with; others are due to be re-keyed. */
    String head() {
        return keys.current(purpose) + ".";
    }

    /** A name as it is compared: wide and narrow forms, case, spaces and separating dots make no difference. */
    public static String normal(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKC)
                .replaceAll("[\\s·•・.'’-]", "")
                .toLowerCase(Locale.ROOT);
    }

    /** A phone number as it is compared: digits only, without the country's 86. */
    public static String normalPhone(String phone) {
        var digits = phone.replaceAll("\\D", "");
        return digits.length() > 11 && digits.startsWith("86") ? digits.substring(2) : digits;
    }

    private String hash(int version, String alliance, String field, String value) {
        // No part can hold the separator: each text belongs to one field of one alliance.
        var text = String.join("\u0000", alliance, field, value).getBytes(StandardCharsets.UTF_8);
        var mac = keys.mac(purpose, version, text);
        return version + "." + TEXT.encodeToString(Arrays.copyOf(mac, BYTES));
    }
}
