package org.medalliance.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.medalliance.local.demo.Stub.Reply;

class MorningTest {

    private static final CountyFiles FILES = CountyFiles.read();

    private final ByteArrayOutputStream told = new ByteArrayOutputStream();

    @Test
    void aStepThatFailsIsNamedWithWhatCameAndTheStoryEndsWithOne() {
        var code = play(asked -> switch (asked) {
            case "GET /api/staffing/v1/visiting-days" -> Reply.of(200, "{\"items\": []}");
            case "POST /api/referral/v1/options" -> Reply.of(503, "{\"title\": \"转诊服务暂不可用\"}");
            default -> loading(asked);
        });

        assertThat(code).isEqualTo(1);
        assertThat(told.toString(StandardCharsets.UTF_8))
                .contains("第 1 步，瑞林卫生院")
                .contains("查询心内科就近方案")
                .contains("期望：成功")
                .contains("503")
                .contains("转诊服务暂不可用")
                .doesNotContain("✓");
    }

    @Test
    void anImportThatIsRefusedEndsTheStoryBeforeItBegins() {
        var code = play(asked -> asked.equals("POST /api/staffing/v1/directory/import")
                ? Reply.of(403, "{\"title\": \"无权\"}")
                : loading(asked));

        assertThat(code).isEqualTo(1);
        assertThat(told.toString(StandardCharsets.UTF_8))
                .contains("导入机构、医师、值班表")
                .contains("403")
                .doesNotContain("【");
    }

    /** All that the county needs to be loaded, as a platform would say it that has had all before. */
    private static Reply loading(String asked) {
        return switch (asked) {
            case "GET /api/referral/v1/institutions" ->
                Reply.of(200, "{\"items\": [" + "{},".repeat(FILES.count("institutions") - 1) + "{}]}");
            case "POST /api/referral/v1/patients/search" -> Reply.of(200, "{\"items\": [{\"id\": \"known\"}]}");
            default -> Reply.of(200, "{}");
        };
    }

    private int play(Function<String, Reply> answers) {
        try (var door = new Stub(answers)) {
            var people = new People(Stub::token, FILES.places());
            var out = new PrintStream(told, true, StandardCharsets.UTF_8);
            return new Morning(out, Language.CHINESE).play(FILES, new Api(door.address(), people), people);
        }
    }

    @Test
    void patientsWhoAreThereAreNotRegisteredAgain() {
        try (var door = new Stub(MorningTest::loading)) {
            var people = new People(Stub::token, Map.of());
            var loaded = new CountyLoad(FILES, new Api(door.address(), people), people).loadPatients();

            assertThat(loaded.registered()).isZero();
            assertThat(loaded.ids()).hasSize(FILES.patients().size());
            assertThat(door.heard()).doesNotContain("POST /api/referral/v1/patients");
        }
    }
}
