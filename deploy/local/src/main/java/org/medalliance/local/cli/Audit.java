package org.medalliance.local.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.medalliance.local.edition.AuditProgram;
import org.medalliance.local.edition.Settings;
import org.medalliance.local.process.LocalFailure;

/** {@code ./alliance audit}: starts the verifier that each service's jar brings, in a process of its own. */
final class Audit {

    private static final String USAGE =
            "用法 usage: ./alliance audit verify [<service>] [--anchors kafka|none|<file>] [--json] | ./alliance audit anchors";

    private final Settings settings;

    Audit(Settings settings) {
        this.settings = settings;
    }

    /** @return 0 intact, 1 broken, 2 could not be checked */
    int run(List<String> words) {
        var verb = words.isEmpty() ? "" : words.getFirst();
        return switch (verb) {
            case "verify" -> verify(words.subList(1, words.size()));
            case "anchors" -> started(new AuditProgram(settings, List.of()), List.of("--list-anchors"), "kafka");
            default -> throw new LocalFailure(USAGE);
        };
    }

    private int verify(List<String> words) {
        var services = new ArrayList<String>();
        var passed = new ArrayList<String>();
        var anchors = "kafka";
        for (var i = 0; i < words.size(); i++) {
            var word = words.get(i);
            if (word.equals("--json")) {
                passed.add(word);
            } else if (word.equals("--anchors") && i + 1 < words.size()) {
                anchors = words.get(++i);
            } else {
                services.add(service(word));
            }
        }
        return started(
                new AuditProgram(settings, services.isEmpty() ? AuditProgram.SERVICES : services), passed, anchors);
    }

    /** {@code referral} and {@code referral-service} are the same. */
    private static String service(String word) {
        var name = word.endsWith("-service") ? word : word + "-service";
        if (!AuditProgram.SERVICES.contains(name)) {
            throw new LocalFailure(USAGE);
        }
        return name;
    }

    private static int started(AuditProgram program, List<String> words, String anchors) {
        try {
            return program.start(words, anchors).waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalFailure("interrupted", e);
        }
    }
}
