package org.medalliance.local.demo;

import java.net.URI;
import java.util.List;
import org.medalliance.local.cli.Start;
import org.medalliance.local.edition.DemoRealm;
import org.medalliance.local.edition.Settings;

/** Starts what is not running, loads the demo county and plays a township's morning. */
public final class Demo {

    private Demo() {}

    /** @return the exit code: 0 only when each step and each effect was seen */
    public static int run(Settings settings, List<String> words) {
        var language = Language.of(words, System.getenv());
        new Start(settings).ensureRunning(true);
        var code = play(settings, language);
        new Epilogue(settings, language).lines().forEach(System.out::println);
        return code;
    }

    /** The county and the morning on a platform that runs already; answers the exit code. */
    public static int play(Settings settings) {
        return play(settings, Language.of(List.of(), System.getenv()));
    }

    private static int play(Settings settings, Language language) {
        var files = CountyFiles.read();
        var people = new People(DemoRealm.of(settings)::token, files.places());
        return new Morning(System.out, language).play(files, new Api(gateway(settings), people), people);
    }

    /** The gateway of this machine's platform. */
    public static URI gateway(Settings settings) {
        return URI.create("http://127.0.0.1:" + settings.text("gateway.port"));
    }
}
