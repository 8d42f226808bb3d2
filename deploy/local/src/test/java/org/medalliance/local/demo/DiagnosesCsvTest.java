package org.medalliance.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.medalliance.local.engine.House;
import org.medalliance.local.process.LocalFailure;

class DiagnosesCsvTest {

    private static final String HEAD = "code,name_zh,pinyin_initials,specialty";

    @Test
    void theCountysDiagnosesAreReadWithTheirChineseNames() {
        var diagnoses = DiagnosesCsv.read(House.root().resolve("deploy/demo/diagnoses.csv"));

        assertThat(diagnoses)
                .hasSizeGreaterThan(300)
                .contains(new DiagnosesCsv.Diagnosis("I20.9", "心绞痛", "xjt", "03.04"));
    }

    @Test
    void aMarkBeforeTheHeadAndBlankLinesAreNoMatter() {
        assertThat(DiagnosesCsv.parse("a.csv", List.of("\uFEFF" + HEAD, "I10,原发性高血压,yfxgxy,03.04", "")))
                .hasSize(1);
    }

    @Test
    void aMissingFieldIsToldByItsLine() {
        assertThatThrownBy(() -> DiagnosesCsv.parse("a.csv", List.of(HEAD, "I10,原发性高血压,yfxgxy")))
                .isInstanceOf(LocalFailure.class)
                .hasMessageContaining("a.csv")
                .hasMessageContaining("line 2");
    }

    @Test
    void aCodeThatIsThereTwiceIsTold() {
        assertThatThrownBy(() -> DiagnosesCsv.parse("a.csv", List.of(HEAD, "I10,甲,j,03.04", "I10,乙,y,03.04")))
                .isInstanceOf(LocalFailure.class)
                .hasMessageContaining("I10")
                .hasMessageContaining("line 3");
    }

    @Test
    void anotherHeadIsNotGuessedAt() {
        assertThatThrownBy(() -> DiagnosesCsv.parse("a.csv", List.of("code,name", "I10,高血压")))
                .isInstanceOf(LocalFailure.class)
                .hasMessageContaining(HEAD);
    }
}
