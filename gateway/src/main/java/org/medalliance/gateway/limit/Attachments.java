package org.medalliance.gateway.limit;

import java.util.regex.Pattern;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** The one kind of path that takes large bodies: {@code /api/<service>/v1/…/attachments}. */
public final class Attachments {

    private static final Pattern PATH = Pattern.compile("/api/[^/]+/v1/(?:.+/)?attachments");

    private Attachments() {}

    public static boolean isMeantBy(ServerHttpRequest request) {
        return PATH.matcher(request.getPath().value()).matches();
    }
}
