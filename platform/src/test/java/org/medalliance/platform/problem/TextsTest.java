package org.medalliance.platform.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.medalliance.platform.PlatformTest;
import org.medalliance.platform.lifecycle.Refusal;
import org.medalliance.platform.testing.RefusalTexts;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;

@PlatformTest
class TextsTest {

    private static final List<String> BUNDLES = List.of("problems/platform");

    private enum Do {
        TAKE_BACK
    }

    @Autowired
    Problems problems;

    @Test
    void everyCodeOfThePlatformIsSaidInBothLanguages() {
        var further = List.of(
                "unknown",
                "forbidden",
                "wrong-state",
                "stale",
                "precondition-missing",
                "too-large",
                "invalid",
                "unreadable",
                "unauthenticated",
                "role-missing",
                "busy",
                "database-away",
                "internal");
        assertThat(RefusalTexts.missing(Path.of("src/main/java"), BUNDLES, further))
                .isEmpty();
    }

    @Test
    void aValidatorsOwnTextMayHoldBraces() {
        var own = new Problem.Violation("/a", "Odd", "must match \"[a-z]{1,40}\"");
        var cause = Problem.Cause.of(HttpStatus.BAD_REQUEST, "invalid").with(List.of(own));

        assertThat(problems.inWords(cause, Locale.ENGLISH, "/", null).errors()).containsExactly(own);
    }

    @Test
    void aCodeWithoutATextIsFound(@TempDir Path sources) throws IOException {
        Files.writeString(
                sources.resolve("A.java"),
                "throw new Refusal.Conflict(\"nobody-says-this\", 1); new Refusal.Invalid.Fault(\"/a\", \"nor-this\")");

        assertThat(RefusalTexts.missing(sources, BUNDLES, List.of()))
                .hasSize(3)
                .allMatch(it -> it.contains("nobody-says-this") || it.contains("field.nor-this"));
    }

    static Stream<Refusal> refusals() {
        return Stream.of(
                new Refusal.Unknown(),
                new Refusal.Forbidden(Do.TAKE_BACK),
                new Refusal.WrongState(Do.TAKE_BACK, Do.TAKE_BACK),
                new Refusal.WrongState(Do.TAKE_BACK, null),
                new Refusal.Stale(),
                new Refusal.PreconditionMissing(),
                new Refusal.Malformed("limit-out-of-range", 200),
                new Refusal.TooLarge(1024));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void everyPlaceOfATextIsFilled(Refusal refusal) {
        for (var locale : List.of(Locale.SIMPLIFIED_CHINESE, Locale.ENGLISH)) {
            var problem = problems.inWords(problems.causeOf(refusal), locale, "/here", "id");
            assertThat(problem.title() + problem.detail()).doesNotContain("{", "}", "null");
            assertThat(problem.detail()).isNotEqualTo(problem.title());
        }
    }
}
