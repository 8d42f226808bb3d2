package org.medalliance.platform.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.PlatformTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;

@PlatformTest
class PlacedClientTest {

    private static final String SELECT = "select :text as text, :number as number, :none as none";

    @Autowired
    DatabaseClient database;

    record Answered(String text, int number, @Nullable String none) {}

    @Test
    void valuesArriveAtTheirPlaces() {
        var answered = database.sql(SELECT)
                .bind("none", Values.orNull(null))
                .bind("number", 7)
                .bind("text", "':number")
                .mapProperties(Answered.class)
                .one()
                .block();
        assertThat(answered).isEqualTo(new Answered("':number", 7, null));
    }

    @Test
    void aRecordGivesWhatTheStatementNames() {
        record Given(String text, Integer number, @Nullable String none, String unused) {}
        var answered = database.sql(SELECT)
                .bindProperties(new Given("a", 1, null, "b"))
                .mapProperties(Answered.class)
                .one()
                .block();
        assertThat(answered).isEqualTo(new Answered("a", 1, null));
    }

    @Test
    void whatIsBoundLaterDoesNotReachWhatWasBoundBefore() {
        var base = database.sql("select :a as a");
        var first = base.bind("a", 1);
        var second = base.bind("a", 2);
        assertThat(first.fetch().one().block()).isEqualTo(Map.of("a", 1));
        assertThat(second.fetch().one().block()).isEqualTo(Map.of("a", 2));
    }

    @Test
    void aNameThatIsUnknownOrHasNoValueIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> database.sql(SELECT).bind("nobody", 1))
                .withMessageContaining(":nobody");
        assertThatIllegalStateException()
                .isThrownBy(() -> database.sql(SELECT).bind("text", "a").fetch())
                .withMessageContaining(":number");
    }

    @Test
    void aListIsBoundAsAnArray() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> database.sql("select 1 = any (:list)").bind("list", List.of(1)));
        var found = database.sql("select 2 = any (:list) as found")
                .bind("list", new Integer[] {1, 2})
                .mapValue(Boolean.class)
                .one()
                .block();
        assertThat(found).isTrue();
    }
}
