package org.medalliance.local.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.medalliance.local.demo.Api.Answer;
import org.medalliance.local.process.LocalFailure;

/** Where the story is told: each step is tried, timed, judged, printed and kept for the summary. */
final class Stage {

    /** How long an effect in another service may take before the story is given up. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Between two looks for an effect: short beside what an effect takes, long beside what a look costs. */
    private static final Duration REST = Duration.ofMillis(10);

    private final PrintStream out;
    private final Language language;
    private final List<Step> steps = new ArrayList<>();
    private final List<Effect> effects = new ArrayList<>();

    Stage(PrintStream out, Language language) {
        this.out = out;
        this.language = language;
    }

    /**
     * @param result the case's number and state, or the status of a refusal
     */
    record Step(Person who, Words what, String result, Duration took) {}

    record Effect(Words what, Duration took) {}

    Language language() {
        return language;
    }

    List<Step> steps() {
        return steps;
    }

    List<Effect> effects() {
        return effects;
    }

    void chapter(Words title) {
        out.println();
        out.println("【" + title.in(language) + "】");
    }

    void note(Words words) {
        out.println("      " + words.in(language));
    }

    /** Something that is to succeed. */
    Answer did(Person who, Words what, Supplier<Answer> doing) {
        var answer = doing.get();
        if (!answer.isGood()) {
            throw new StoryBroken(named(who, what), Words.of("成功（2xx）", "success (2xx)"), answer.told());
        }
        keep(new Step(who, what, outcome(answer), answer.took()));
        return answer;
    }

    /** Something that is to bring a case into this state. */
    Answer moved(Person who, Words what, String state, Supplier<Answer> doing) {
        var answer = did(who, what, doing);
        if (!answer.text("state").equals(state)) {
            throw new StoryBroken(named(who, what), Words.same(state), answer.told());
        }
        return answer;
    }

    /** Something that is to be refused, in one of these ways. */
    Answer refused(Person who, Words what, Supplier<Answer> doing, Integer... statuses) {
        var answer = doing.get();
        if (!Arrays.asList(statuses).contains(answer.status())) {
            throw new StoryBroken(
                    named(who, what),
                    Words.of("拒绝 " + Arrays.toString(statuses), "a refusal " + Arrays.toString(statuses)),
                    answer.told());
        }
        var refused = Words.of("被拒绝(应当如此) ", "refused (as it should be) ").in(language) + answer.status();
        keep(new Step(who, what, refused, answer.took()));
        return answer;
    }

    /** What the last answer must show. */
    void holds(Words what, boolean so, Answer answer) {
        if (!so) {
            throw new StoryBroken(what, Words.of("如此", "it to be so"), answer.told());
        }
    }

    /**
     * Waits until what a step caused in another service is seen there. The time counts from this call, which follows
     * the step's answer.
     *
     * @param look empty while there is nothing to be seen
     */
    <T> T seen(Words what, Supplier<Optional<T>> look) {
        var begun = System.nanoTime();
        var found = awaited(what, look);
        var took = Duration.ofNanos(System.nanoTime() - begun);
        effects.add(new Effect(what, took));
        out.println("    ⇢ " + Table.left(what.in(language), 95) + " " + Table.right(milliseconds(took), 8));
        return found;
    }

    /** Waits until the scene is set for what follows; no part of the story. */
    <T> T awaited(Words what, Supplier<Optional<T>> look) {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            var found = look.get();
            if (found.isPresent()) {
                return found.get();
            }
            if (System.nanoTime() > end) {
                throw new StoryBroken(
                        what,
                        Words.of(PATIENCE.toSeconds() + " 秒内可见", "to be seen within " + PATIENCE.toSeconds() + " s"),
                        Words.of("没有出现", "it was not").in(language));
            }
            rest();
        }
    }

    private void keep(Step step) {
        steps.add(step);
        out.println(Table.right(Integer.toString(steps.size()), 4)
                + "  " + Table.left(step.who().told(language), 46)
                + " " + Table.left(step.what().in(language), 20)
                + " " + Table.left(step.result(), 30)
                + " " + Table.right(milliseconds(step.took()), 8));
    }

    private Words named(Person who, Words what) {
        var step = steps.size() + 1;
        return Words.of(
                "第 %d 步，%s：%s".formatted(step, who.told(Language.CHINESE), what.chinese()),
                "step %d, %s: %s".formatted(step, who.told(Language.ENGLISH), what.english()));
    }

    private String outcome(Answer answer) {
        var state = answer.text("state");
        var arrow = state.isEmpty() ? "" : "→ " + States.of(state).in(language);
        return (answer.text("number") + " " + arrow).strip();
    }

    static String milliseconds(Duration took) {
        return took.toMillis() + " ms";
    }

    private static void rest() {
        try {
            Thread.sleep(REST);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalFailure("interrupted", e);
        }
    }
}
