package org.medalliance.platform.crypto;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/** A file of keys that nobody but its owner may open. */
record KeyFile(Path file) implements KeySource {

    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rw-------");

    @Override
    public List<Key> keys() {
        try {
            var allowed = Files.getPosixFilePermissions(file);
            if (!OWNER.containsAll(allowed)) {
                throw new IllegalStateException(
                        "密钥文件只能由属主读写，请执行 chmod 600 %1$s | The key file %1$s may be opened by others (%2$s); chmod 600 it."
                                .formatted(file, PosixFilePermissions.toString(allowed)));
            }
            return KeyJson.read(file.toString(), Files.readString(file));
        } catch (IOException e) {
            throw new IllegalStateException(
                    "密钥文件无法读取 | The key file %s cannot be read: %s."
                            .formatted(file, e.getClass().getSimpleName()),
                    e);
        }
    }
}
