package org.medalliance.local.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The whole morning at a glance. */
final class Summary {

    private final Language language;

    Summary(Language language) {
        this.language = language;
    }

    List<String> of(Stage stage) {
        var lines = new ArrayList<>(steps(stage.steps()));
        lines.add("");
        lines.addAll(effects(stage.effects()));
        lines.add("");
        lines.add(Words.of("✓ %d 步、%d 个跨服务效应全部看到", "✓ all of %d steps and %d effects across services were seen")
                .in(language)
                .formatted(stage.steps().size(), stage.effects().size()));
        return lines;
    }

    private List<String> steps(List<Stage.Step> steps) {
        var table = new Table(
                List.of("#", in("步骤", "step"), in("人员", "who"), in("结果", "result"), in("用时", "time")),
                List.of(true, false, false, false, true));
        for (int number = 1; number <= steps.size(); number++) {
            var step = steps.get(number - 1);
            table.row(
                    Integer.toString(number),
                    step.what().in(language),
                    step.who().told(language),
                    step.result(),
                    milliseconds(step.took()));
        }
        return table.lines();
    }

    private List<String> effects(List<Stage.Effect> effects) {
        var table = new Table(
                List.of(
                        in("跨服务效应（从上一步的答复到看见）", "effect across services (from the step's answer to its sight)"),
                        in("用时", "time")),
                List.of(false, true));
        effects.forEach(effect -> table.row(effect.what().in(language), milliseconds(effect.took())));
        return table.lines();
    }

    private String in(String chinese, String english) {
        return Words.of(chinese, english).in(language);
    }

    private static String milliseconds(Duration took) {
        return Stage.milliseconds(took);
    }
}
