package org.medalliance.gateway.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The console's page, for each of its places. Never kept by a browser: it names the files that belong together, and a
 * reproducible build dates every version of it alike.
 */
@RestController
class ConsolePage {

    private final ResponseEntity<byte[]> page;

    ConsolePage() {
        page = ResponseEntity.ok()
                .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .cacheControl(CacheControl.noStore())
                .body(read());
    }

    @GetMapping(path = {"/", "/index.html", "/sign-in", "/referrals/**", "/patients/**", "/break-glass"})
    ResponseEntity<byte[]> page() {
        return page;
    }

    private static byte[] read() {
        try (var file = new ClassPathResource("console/index.html").getInputStream()) {
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("The console is not built into this gateway.", e);
        }
    }
}
