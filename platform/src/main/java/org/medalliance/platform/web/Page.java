package org.medalliance.platform.web;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * A page of a list.
 *
 * @param next cursor of the next page, null on the last one; the same stands in the {@code Link} header
 */
public record Page<T>(List<T> items, @Nullable String next) {

    /**
     * @param rows up to one more than the page's limit: the one too many says that there is a next page
     */
    public static <T> Page<T> of(List<T> rows, PageRequest request, Function<T, PageRequest.Position> position) {
        if (rows.size() <= request.limit()) {
            return new Page<>(List.copyOf(rows), null);
        }
        var items = List.copyOf(rows.subList(0, request.limit()));
        return new Page<>(items, position.apply(items.getLast()).cursor());
    }

    public <R> Page<R> map(Function<T, R> view) {
        return new Page<>(items.stream().map(view).toList(), next);
    }

    public ResponseEntity<Page<T>> response(ServerHttpRequest request) {
        var response = ResponseEntity.ok();
        if (next != null) {
            var link = UriComponentsBuilder.fromUri(request.getURI())
                    .scheme(null)
                    .host(null)
                    .port(null)
                    .replaceQueryParam("cursor", next)
                    .build(true);
            response.header(HttpHeaders.LINK, "<%s>; rel=\"next\"".formatted(link.toUriString()));
        }
        return response.body(this);
    }
}
