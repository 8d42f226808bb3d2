package org.medalliance.local.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One person's screen, which hears on the gateway's event stream what concerns them. */
final class Ear implements AutoCloseable {

    private static final String DATA = "data:";

    private final InputStream stream;
    private final List<JsonNode> heard = new CopyOnWriteArrayList<>();

    /**
     * @param stream that has begun: what happens from now on is heard
     */
    Ear(InputStream stream) {
        this.stream = stream;
        Thread.ofVirtual().name("ear").start(this::listen);
    }

    /** An item of this kind about this case, once it was told. */
    Optional<JsonNode> heard(String kind, String about) {
        return heard.stream()
                .filter(it -> it.path("kind").asString("").equals(kind))
                .filter(it -> it.path("caseId").asString("").equals(about))
                .findFirst();
    }

    private void listen() {
        try (var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            lines.lines()
                    .filter(line -> line.startsWith(DATA))
                    .map(line -> JsonMapper.shared().readTree(line.substring(DATA.length())))
                    .forEach(heard::add);
        } catch (IOException | UncheckedIOException _) {
            // Closed by us, or broken: then what is waited for does not come, and the story says so.
        }
    }

    @Override
    public void close() {
        try {
            stream.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
