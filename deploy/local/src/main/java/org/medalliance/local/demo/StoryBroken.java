package org.medalliance.local.demo;

/** The story cannot go on: a step did not do, or an effect was not seen to do, what was expected. */
final class StoryBroken extends RuntimeException {

    private final Words step;
    private final Words expected;
    private final String came;

    StoryBroken(Words step, Words expected, String came) {
        super(step.english() + ": expected " + expected.english() + ", came " + came);
        this.step = step;
        this.expected = expected;
        this.came = came;
    }

    String told(Language language) {
        var form = Words.of("""
                ✗ 未通过：%s
                  期望：%s
                  实际：%s""", """
                ✗ failed:   %s
                  expected: %s
                  came:     %s""");
        return form.in(language).formatted(step.in(language), expected.in(language), came);
    }
}
