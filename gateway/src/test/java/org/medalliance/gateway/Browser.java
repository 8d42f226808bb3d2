package org.medalliance.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Keeps cookies as a browser does that counts loopback as safe, and shows every redirect instead of following it. */
public final class Browser {

    public static final String SESSION = "__Host-alliance";
    public static final String CSRF = "__Host-XSRF-TOKEN";

    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, String> cookies = new ConcurrentHashMap<>();
    private final URI home;

    Browser(int port) {
        home = URI.create("http://127.0.0.1:" + port);
    }

    public Map<String, String> cookies() {
        return cookies;
    }

    /** A person opens a page. */
    public HttpResponse<String> open(String path) {
        return send(path, it -> it.header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8"));
    }

    /** A script of the page asks. */
    public HttpResponse<String> fetch(String path) {
        return send(path, it -> it);
    }

    public HttpResponse<String> post(String path, UnaryOperator<HttpRequest.Builder> more) {
        return send(
                path,
                it -> more.apply(it.header("Content-Type", "application/json").POST(BodyPublishers.ofString("{}"))));
    }

    public HttpRequest.Builder withCsrf(HttpRequest.Builder request) {
        return request.header("X-XSRF-TOKEN", cookies.getOrDefault(CSRF, "none"));
    }

    public Browser signIn(IdentityProvider provider) {
        var callback = provider.signIn(authorization());
        assertThat(open(callback.getRawPath() + "?" + callback.getRawQuery()).statusCode())
                .isEqualTo(302);
        assertThat(fetch("/api/me").statusCode()).isEqualTo(200);
        return this;
    }

    /** Where the gateway sends a browser to sign in. */
    public URI authorization() {
        return location(open("/oauth2/authorization/alliance"));
    }

    public static URI location(HttpResponse<?> response) {
        return URI.create(response.headers().firstValue("Location").orElseThrow());
    }

    public HttpResponse<String> send(String path, UnaryOperator<HttpRequest.Builder> change) {
        var request = change.apply(HttpRequest.newBuilder(home.resolve(path)).timeout(Duration.ofSeconds(15)));
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(it -> it.getKey() + "=" + it.getValue())
                            .collect(Collectors.joining("; ")));
        }
        try {
            var response = http.send(request.build(), BodyHandlers.ofString());
            response.headers().allValues("Set-Cookie").forEach(this::keep);
            return response;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void keep(String line) {
        var cookie = HttpCookie.parse(line).getFirst();
        if (cookie.getMaxAge() == 0) {
            cookies.remove(cookie.getName());
        } else {
            cookies.put(cookie.getName(), cookie.getValue());
        }
    }
}
