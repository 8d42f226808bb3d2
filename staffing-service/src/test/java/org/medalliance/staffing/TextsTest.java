package org.medalliance.staffing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;

class TextsTest {

    private static Properties texts(String name) throws IOException {
        var texts = new Properties();
        try (var file = new ClassPathResource("problems/" + name).getInputStream()) {
            texts.load(new InputStreamReader(file, StandardCharsets.UTF_8));
        }
        return texts;
    }

    @Test
    void whatIsSaidInChineseIsSaidInEnglishToo() throws IOException {
        assertThat(texts("service_en.properties").stringPropertyNames())
                .containsExactlyInAnyOrderElementsOf(texts("service.properties").stringPropertyNames());
    }
}
