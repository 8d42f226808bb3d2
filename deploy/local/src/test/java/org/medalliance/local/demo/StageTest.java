package org.medalliance.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.medalliance.local.demo.Api.Answer;
import tools.jackson.databind.json.JsonMapper;

class StageTest {

    private static final Person DOCTOR =
            new Person("a.doctor", "张三", "a", Words.of("甲卫生院", "clinic A"), Words.of("乡镇医生", "clinic doctor"));

    private static final Words WHAT = Words.of("提交转诊", "submits");

    private final ByteArrayOutputStream told = new ByteArrayOutputStream();
    private final Stage stage = new Stage(new PrintStream(told, true, StandardCharsets.UTF_8), Language.CHINESE);

    @Test
    void aStepIsToldWithWhoDidItTheCaseAndTheTime() {
        stage.moved(DOCTOR, WHAT, "SUBMITTED", () -> answer(201, "{\"number\": \"R1\", \"state\": \"SUBMITTED\"}"));

        assertThat(told.toString(StandardCharsets.UTF_8))
                .contains("甲卫生院 张三（乡镇医生）")
                .contains("R1 → 待接诊")
                .contains("7 ms");
    }

    @Test
    void aStepThatEndsInAnotherStateBreaksTheStory() {
        assertThatThrownBy(() -> stage.moved(DOCTOR, WHAT, "SUBMITTED", () -> answer(200, "{\"state\": \"CLOSED\"}")))
                .isInstanceOf(StoryBroken.class);
    }

    @Test
    void whatIsToBeRefusedAndIsNotBreaksTheStory() {
        stage.refused(DOCTOR, WHAT, () -> answer(404, "{}"), 404);

        assertThat(told.toString(StandardCharsets.UTF_8)).contains("被拒绝(应当如此) 404");
        assertThatThrownBy(() -> stage.refused(DOCTOR, WHAT, () -> answer(200, "{}"), 404))
                .isInstanceOf(StoryBroken.class);
        assertThatThrownBy(() -> stage.refused(DOCTOR, WHAT, () -> answer(500, "{}"), 403, 404))
                .isInstanceOf(StoryBroken.class);
    }

    @Test
    void anEffectIsLookedForUntilItIsSeen() {
        var looks = new AtomicInteger();

        var seen = stage.seen(WHAT, () -> looks.incrementAndGet() < 3 ? Optional.empty() : Optional.of("there"));

        assertThat(seen).isEqualTo("there");
        assertThat(stage.effects()).hasSize(1);
    }

    private static Answer answer(int status, String body) {
        return new Answer(status, JsonMapper.shared().readTree(body), Duration.ofMillis(7));
    }
}
