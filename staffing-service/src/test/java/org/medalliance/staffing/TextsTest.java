package org.medalliance.staffing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.testing.RefusalTexts;

class TextsTest {

    @Test
    void everyRefusalOfThisServiceIsSaidInBothLanguages() {
        var sources = Path.of(System.getProperty("house.root"), "staffing-service", "src", "main", "java");

        assertThat(RefusalTexts.missing(sources, List.of("problems/platform", "problems/service"), List.of()))
                .isEmpty();
    }
}
