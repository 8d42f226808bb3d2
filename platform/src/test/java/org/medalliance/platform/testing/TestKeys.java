package org.medalliance.platform.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/** Keys for fields, of this JVM alone, as the files in which a service is given them. */
public final class TestKeys {

    private static final SecureRandom RANDOM = new SecureRandom();

    private static final String SOURCES =
            "file:%s,file:%s".formatted(file("""
                            {"data": [{"version": 1, "key": "%s"}],
                             "index": [{"version": 1, "suite": "sm", "key": "%s"}]}
                            """.formatted(secret(), secret())), file("""
                            {"person": [{"version": 1, "suite": "sm", "key": "%s"}]}
                            """.formatted(secret())));

    private TestKeys() {}

    /** For {@code alliance.crypto.keys}. */
    public static String sources() {
        return SOURCES;
    }

    /** 32 bytes in Base64. */
    public static String secret() {
        var bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** A file of this content that only its owner opens. */
    public static Path file(String content) {
        try {
            var file = Files.createTempFile(
                    "keys",
                    ".json",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            file.toFile().deleteOnExit();
            return Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
