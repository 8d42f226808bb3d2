package org.medalliance.gateway.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.medalliance.gateway.FrontDoor;
import org.springframework.http.HttpHeaders;

class ConsolePagesTest extends FrontDoor {

    private static final Pattern SCRIPT = Pattern.compile("src=\"(/assets/[^\"]+\\.js)\"");

    @ParameterizedTest
    @ValueSource(strings = {"/", "/sign-in", "/referrals", "/referrals/new", "/patients/0198c0de", "/break-glass"})
    void eachOfItsPlacesIsTheOnePageForEverybodyAndNothingInItIsInlined(String place) {
        var page = browser().open(place);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(page.body())
                .contains("县域医共体协同平台")
                .doesNotContain("<style", " style=", "onclick")
                .doesNotContainPattern("<script(?![^>]* src=)");
    }

    @Test
    void whatIsNoPlaceOfItIsNotThere() {
        assertThat(browser().fetch("/nowhere").statusCode()).isEqualTo(404);
        assertThat(browser().fetch("/assets/nothing.js").statusCode()).isEqualTo(404);
    }

    @Test
    void itsFilesComeCompressedAndAreKeptForAYear() {
        var answer = client.get()
                .uri(script())
                .header(HttpHeaders.ACCEPT_ENCODING, "br, gzip")
                .exchange()
                .expectStatus()
                .isOk()
                .returnResult(byte[].class);

        assertThat(answer.getResponseHeaders().getFirst(HttpHeaders.CONTENT_ENCODING))
                .isEqualTo("br");
        assertThat(answer.getResponseHeaders().getFirst(HttpHeaders.CACHE_CONTROL))
                .contains("max-age=31536000", "immutable");
        assertThat(answer.getResponseHeaders().getFirst(HttpHeaders.VARY)).contains("Accept-Encoding");
    }

    @Test
    void theWorkerThatOpensItWithoutALineIsAskedForAnewAndNamesThisReleasesFiles() {
        var worker = browser().fetch("/sw.js");

        assertThat(worker.statusCode()).isEqualTo(200);
        assertThat(worker.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(worker.headers().firstValue("Last-Modified")).isEmpty();
        assertThat(worker.headers().firstValue("Content-Type").orElseThrow()).contains("javascript");
        assertThat(worker.body()).contains(script(), "/index.html");
        // All that it says of the services is that they are none of its business.
        assertThat(worker.body().replace("{urlPattern:{pathname:\"/api/*\"}},source:\"network\"", ""))
                .doesNotContain("/api/");
    }

    @Test
    void anOldBrowserGetsThemPlain() {
        var answer = client.get()
                .uri(script())
                .header(HttpHeaders.ACCEPT_ENCODING, "identity")
                .exchange()
                .expectStatus()
                .isOk()
                .returnResult(byte[].class);

        assertThat(answer.getResponseHeaders().getFirst(HttpHeaders.CONTENT_ENCODING))
                .isNull();
    }

    private String script() {
        var matcher = SCRIPT.matcher(browser().open("/").body());
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }
}
