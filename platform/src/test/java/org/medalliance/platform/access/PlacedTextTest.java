package org.medalliance.platform.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class PlacedTextTest {

    @Test
    void aNameIsOnePlaceWhereverItOccurs() {
        var text = PlacedText.of("select :a, :b where x = :a and y = any (:list)");
        assertThat(text.sql()).isEqualTo("select $1, $2 where x = $1 and y = any ($3)");
        assertThat(text.names()).isEqualTo(List.of("a", "b", "list"));
        assertThat(text.place("list")).isEqualTo(2);
    }

    @Test
    void colonsThatNameNothingStay() {
        var text = PlacedText.of("""
                select 'it''s :quoted', ":column", a::text, b[1:2] -- :comment
                /* :another
                   :one */ from t where c = :c$1 and d = '{"a:b": 1}' and e = :e
                """.replace("$1", ""));
        assertThat(text.names()).containsExactly("c", "e");
        assertThat(text.sql())
                .contains("'it''s :quoted'", "\":column\"", "a::text", "b[1:2]", "c = $1")
                .contains("e = $2")
                .doesNotContain(":comment", ":one", "\n", "  ");
    }

    @Test
    void severalAreOneWhosePlacesFollowOnEachOther() {
        var text = PlacedText.joined(
                "with ",
                List.of(PlacedText.of("a as (select :x, :y, '$1')"), PlacedText.of("b as (select :y, :x)")),
                " select true");
        assertThat(text.sql()).isEqualTo("with a as (select $1, $2, '$1'), b as (select $3, $4) select true");
        assertThat(text.names()).containsExactly("x", "y", "y", "x");
    }

    @Test
    void whatTheStatementDoesNotNameIsRefused() {
        var text = PlacedText.of("select :a");
        assertThatThrownBy(() -> text.place("b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(":b");
    }
}
