package org.medalliance.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.medalliance.local.process.LocalFailure;

class LanguageTest {

    @Test
    void chineseComesFirst() {
        assertThat(Language.of(List.of(), Map.of())).isEqualTo(Language.CHINESE);
        assertThat(Language.of(List.of(), Map.of("LANG", "C.UTF-8"))).isEqualTo(Language.CHINESE);
        assertThat(Language.of(List.of(), Map.of("LANG", "en_GB.UTF-8"))).isEqualTo(Language.ENGLISH);
    }

    @Test
    void whatIsAskedForGoesBeforeTheEnvironment() {
        assertThat(Language.of(List.of("--lang", "zh"), Map.of("LANG", "en_GB.UTF-8")))
                .isEqualTo(Language.CHINESE);
        assertThat(Language.of(List.of("--lang", "en"), Map.of())).isEqualTo(Language.ENGLISH);
    }

    @Test
    void anotherArgumentIsToldTheUsage() {
        assertThatThrownBy(() -> Language.of(List.of("--lang", "fr"), Map.of()))
                .isInstanceOf(LocalFailure.class)
                .hasMessageContaining("--lang zh|en");
        assertThatThrownBy(() -> Language.of(List.of("--fast"), Map.of())).isInstanceOf(LocalFailure.class);
    }
}
