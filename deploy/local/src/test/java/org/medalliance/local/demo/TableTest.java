package org.medalliance.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void aChineseCharacterTakesTwoColumnsAndAFullWidthBracketToo() {
        assertThat(Table.width("转诊 R1")).isEqualTo(7);
        assertThat(Table.width("（ok）")).isEqualTo(6);
        assertThat(Table.width("𠮷")).isEqualTo(2);
    }

    @Test
    void columnsStayStraightWhateverTheLanguageOfACell() {
        var lines = new Table(List.of("步骤", "ms"), List.of(false, true))
                .row("提交转诊", "12")
                .row("accept", "1234")
                .lines();

        assertThat(lines)
                .containsExactly(
                        "步骤        ms", //
                        "--------------",
                        "提交转诊    12",
                        "accept    1234");
        assertThat(lines).allSatisfy(line -> assertThat(Table.width(line)).isEqualTo(14));
    }

    @Test
    void aRowThatDoesNotFitTheHeadIsAMistake() {
        var table = new Table(List.of("a", "b"), List.of(false, false));

        assertThatThrownBy(() -> table.row("one")).isInstanceOf(IllegalArgumentException.class);
    }
}
