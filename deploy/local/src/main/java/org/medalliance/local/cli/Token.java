package org.medalliance.local.cli;

import java.util.List;
import org.medalliance.local.edition.DemoRealm;
import org.medalliance.local.edition.Settings;
import org.medalliance.local.process.LocalFailure;

/** Prints the access token of a demo user, and nothing else, so that a shell can catch it. */
final class Token {

    private final Settings settings;

    Token(Settings settings) {
        this.settings = settings;
    }

    int run(List<String> words) {
        if (words.size() != 1) {
            throw new LocalFailure("用法 usage: ./alliance token <demo-user>");
        }
        System.out.println(DemoRealm.of(settings).token(words.getFirst()));
        return 0;
    }
}
