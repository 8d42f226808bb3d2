package org.medalliance.local.cli;

import java.util.List;
import org.medalliance.local.edition.KeyChange;
import org.medalliance.local.edition.Settings;
import org.medalliance.local.process.LocalFailure;

/** Adds a version to the keys with which persons' fields are sealed; the services take it up at their next start. */
final class KeysVerb {

    private final Settings settings;

    KeysVerb(Settings settings) {
        this.settings = settings;
    }

    int run(List<String> words) {
        if (!words.equals(List.of("rotate")) && !words.equals(List.of("rotate", "--person"))) {
            throw new LocalFailure("用法 usage: ./alliance keys rotate [--person]");
        }
        KeyChange.of(settings, words.contains("--person")).forEach(System.out::println);
        System.out.println("""
                先备份 secrets 目录，再执行 ./alliance stop && ./alliance start；换密在后台进行，进度见 operations/keys。旧密钥在换密完成、旧备份作废之前不能删除。
                Back up the folder "secrets", then ./alliance stop && ./alliance start. Rows are sealed anew meanwhile; see
                operations/keys. Keep the old keys until it is done and no backup needs them.""");
        return 0;
    }
}
