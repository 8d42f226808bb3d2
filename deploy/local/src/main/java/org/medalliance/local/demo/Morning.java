package org.medalliance.local.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import org.medalliance.local.process.LocalFailure;

/** A township's morning: the county is loaded, then the chapters are played in their order. */
final class Morning {

    private final PrintStream out;
    private final Language language;

    Morning(PrintStream out, Language language) {
        this.out = out;
        this.language = language;
    }

    /** @return the exit code: 0 only when each step and each effect was seen */
    int play(CountyFiles files, Api api, People people) {
        var stage = new Stage(out, language);
        try {
            var cast = load(files, api, people);
            var scene = new Scene(stage, api, people, cast);
            for (var chapter : chapters()) {
                stage.chapter(chapter.title());
                chapter.play(scene);
            }
        } catch (StoryBroken broken) {
            out.println(broken.told(language));
            return 1;
        } catch (LocalFailure failure) {
            out.println(failure.getMessage());
            return 1;
        }
        out.println();
        new Summary(language).of(stage).forEach(out::println);
        return 0;
    }

    private static List<Chapter> chapters() {
        var emergency = new Emergency();
        return List.of(
                new VisitingDays(),
                new ReferralUp(),
                new ReferralDeclined(),
                new ConsultFirst(),
                new BedsOnTheWay(),
                emergency,
                new HomeAgain(emergency),
                new ClosedDoors(),
                new BrokenGlass(),
                new SentTwice());
    }

    private Cast load(CountyFiles files, Api api, People people) {
        var begun = System.nanoTime();
        var load = new CountyLoad(files, api, people);
        load.loadCatalogues();
        var loaded = load.loadPatients();
        out.println(Words.of(
                        "示范县已载入：%d 家机构、%d 名医师、%d 条值班、%d 个诊断、%d 名患者（新登记 %d），用时 %.1f s",
                        "The demo county is loaded: %d institutions, %d practitioners, %d duties, %d diagnoses,"
                                + " %d patients (%d of them new), in %.1f s")
                .in(language)
                .formatted(
                        files.count("institutions"),
                        files.count("practitioners"),
                        files.count("rosters"),
                        files.diagnoses().size(),
                        files.patients().size(),
                        loaded.registered(),
                        Duration.ofNanos(System.nanoTime() - begun).toMillis() / 1000.0));
        return new Cast(files, loaded.ids());
    }
}
