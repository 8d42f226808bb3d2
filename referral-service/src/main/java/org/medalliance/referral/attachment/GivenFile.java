package org.medalliance.referral.attachment;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.lifecycle.Refusal;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;

/**
 * What an upload's head says of the file. The name stands in {@code Content-Disposition} and not in the address, since
 * people name files after patients.
 *
 * @param name without folders and invisible characters; null where none is given
 * @param sha256 that the content must have, hexadecimal; null where the caller leaves it to us
 * @param length in bytes, as the caller says; -1 where it says nothing
 */
record GivenFile(@Nullable String name, @Nullable String sha256, long length) {

    /** RFC 9530. */
    static final String DIGEST = "Content-Digest";

    private static final int LONGEST = 120;

    private static final Pattern SHA_256 = Pattern.compile("(?:^|,)\\s*sha-256=:([A-Za-z0-9+/]{43}=):");

    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cn}\\p{Zl}\\p{Zp}]");

    /**
     * @throws Refusal.Malformed when a header cannot be read
     */
    static GivenFile of(HttpHeaders headers) {
        return new GivenFile(name(headers), digest(headers.getFirst(DIGEST)), headers.getContentLength());
    }

    /**
     * @throws Refusal.Invalid when the content is not what the caller has sent
     */
    void requireSame(String hash) {
        if (sha256 != null && !sha256.equals(hash)) {
            throw new Refusal.Invalid("attachment-digest-differs", null);
        }
    }

    String nameFor(Kind kind) {
        return kind.named(name == null ? kind.name().toLowerCase(Locale.ROOT) : name);
    }

    private static @Nullable String name(HttpHeaders headers) {
        var disposition = headers.getFirst(HttpHeaders.CONTENT_DISPOSITION);
        if (disposition == null) {
            return null;
        }
        try {
            var given = ContentDisposition.parse(disposition).getFilename();
            return given == null ? null : clean(given);
        } catch (IllegalArgumentException _) {
            throw new Refusal.Malformed("attachment-name-malformed", LONGEST);
        }
    }

    private static @Nullable String clean(String given) {
        var name = given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1);
        var visible = INVISIBLE.matcher(name).replaceAll("").strip();
        if (visible.codePointCount(0, visible.length()) > LONGEST || visible.indexOf('\uFFFD') >= 0) {
            throw new Refusal.Malformed("attachment-name-malformed", LONGEST);
        }
        return visible.isEmpty() ? null : visible;
    }

    private static @Nullable String digest(@Nullable String header) {
        if (header == null) {
            return null;
        }
        var found = SHA_256.matcher(header);
        if (!found.find()) {
            throw new Refusal.Malformed("content-digest-malformed");
        }
        var bytes = Base64.getDecoder().decode(found.group(1).getBytes(StandardCharsets.US_ASCII));
        return HexFormat.of().formatHex(bytes);
    }
}
