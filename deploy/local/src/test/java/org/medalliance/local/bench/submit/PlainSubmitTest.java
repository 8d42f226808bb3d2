package org.medalliance.local.bench.submit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.medalliance.local.bench.submit.PlainSubmit.Fresh;

class PlainSubmitTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{a,b} | true",
                "{} | true",
                "{\"a b\",\"c\"} | true",
                "{\"{\\\"limit\\\":1}\"} | true",
                "{\"referralId\":\"1\"} | false",
                "{ \"a\" : 1} | false",
                "text | false"
            })
    void anObjectIsNoList(String value, boolean list) {
        assertThat(PlainSubmit.isList(value)).isEqualTo(list);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{0198c0de-0000-7000-8000-000000000001} | uuid[]",
                "{1,-2} | bigint[]",
                "{t,f} | boolean[]",
                "{\"2026-11-22 10:00:00+08\"} | text[]",
                "{} | text[]"
            })
    void aListSaysWhatItHolds(String value, String type) {
        assertThat(PlainSubmit.listType(value)).isEqualTo(type);
    }

    @Test
    void namesThatBeginAlikeStayApart() {
        var fresh = new Fresh(Set.of("R20261123-17", "R20261123-18"));

        assertThat(fresh.of("R20261123-17", ":id")).isEqualTo("'R20261123-' || (cast(:id as bigint) * 16 + 0)");
        assertThat(fresh.of("R20261123-18", ":id")).isEqualTo("'R20261123-' || (cast(:id as bigint) * 16 + 1)");
    }
}
