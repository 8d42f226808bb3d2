package org.medalliance.platform.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.resolver.DefaultAddressResolverGroup;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.medalliance.platform.outbound.Forbidden.Why;
import org.medalliance.platform.testing.TestReceiver;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;

/** Requests really go out, or really do not. */
class OutboundTest {

    private static final Duration LIMIT = Duration.ofSeconds(3);
    private static final InetAddress PUBLIC = InetAddress.ofLiteral("93.184.215.14");
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    private final TestReceiver receiver = TestReceiver.mailbox();

    private static Outbound allowing(String... hosts) {
        return new Outbound(List.of(hosts), LIMIT, null);
    }

    private static Mono<Integer> post(Outbound outbound, String url) {
        return outbound.post(url, Map.of("X-Test", "1"), new byte[] {'{', '}'});
    }

    private static void forbids(Mono<?> request, Why why) {
        assertThatThrownBy(request::block).satisfies(it -> assertThat(root(it))
                .isInstanceOfSatisfying(Forbidden.class, forbidden -> assertThat(forbidden.why())
                        .isEqualTo(why)));
    }

    private static Throwable root(Throwable failure) {
        return failure.getCause() == null || failure instanceof Forbidden ? failure : root(failure.getCause());
    }

    @ParameterizedTest
    @CsvSource({
        "http://example.cn/hook, NOT_HTTPS",
        "https://example.cn:8443/hook, UNUSUAL_PORT",
        "https://example.cn:80/hook, UNUSUAL_PORT",
        "https://me:secret@example.cn/hook, WITH_CREDENTIALS",
        "https://me@example.cn/hook, WITH_CREDENTIALS",
        "https://example.cn/hook#part, MALFORMED",
        "https:///hook, MALFORMED",
        "https:example.cn, MALFORMED",
        "/hook, MALFORMED",
        "ftp://example.cn/hook, MALFORMED",
        "file:///etc/passwd, MALFORMED",
        "https://exa mple.cn/, MALFORMED",
        "https://医院.cn/hook, MALFORMED",
        "https://127.1/hook, MALFORMED",
        "https://2130706433/hook, NOT_PUBLIC",
        "https://127.0.0.1/hook, NOT_PUBLIC",
        "https://[::1]/hook, NOT_PUBLIC",
        "https://[::ffff:127.0.0.1]/hook, NOT_PUBLIC",
        "https://[64:ff9b::7f00:1]/hook, NOT_PUBLIC",
        "https://169.254.169.254/latest/meta-data, NOT_PUBLIC",
        "https://localhost/hook, NOT_PUBLIC",
        "https://no-such-host.invalid/hook, UNKNOWN_HOST"
    })
    void whatMustNotBeCalledIsSaidBeforehandAndNotCalled(String url, Why why) {
        var nobody = allowing();

        forbids(nobody.check(url), why);
        forbids(post(nobody, url), why);
    }

    /** What they stand for, if for anything, is the host's own business. */
    @ParameterizedTest
    @ValueSource(strings = {"https://0x7f.0.0.1/hook", "https://localhost./hook", "https://[fe80::1%251]/hook"})
    void otherWaysToWriteTheSameHostGainNothing(String url) {
        assertThatThrownBy(() -> allowing().check(url).block()).isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> post(allowing(), url).block()).isInstanceOf(Forbidden.class);
    }

    @Test
    void anAllowedHostIsCalled() {
        assertThat(post(allowing(TestReceiver.address()), receiver.url()).block())
                .isEqualTo(200);

        assertThat(receiver.letters()).singleElement().satisfies(it -> {
            assertThat(it.body()).isEqualTo("{}");
            assertThat(it.header("X-Test")).isEqualTo("1");
            assertThat(it.header("Content-Length")).isEqualTo("2");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.0.0.1:9", "localhost", "[::1]", ""})
    void anotherEntryAllowsNothing(String entry) {
        var other = allowing(entry);

        assertThatThrownBy(() -> post(other, receiver.url()).block()).isInstanceOf(Forbidden.class);
        assertThat(receiver.letters()).isEmpty();
    }

    /** Answers in turn: what a name server does that is out to fool us. */
    private static Names inTurn(InetAddress... answers) {
        Queue<InetAddress> left = new ArrayDeque<>(List.of(answers));
        return _ -> new InetAddress[] {left.size() > 1 ? left.remove() : left.element()};
    }

    @Test
    void aNameThatAnswersOtherwiseTheSecondTimeGainsNothing() {
        var outbound = new Outbound(inTurn(PUBLIC, LOOPBACK), List.of(), LIMIT, null);
        var url = "https://rebinding.example/"
                + receiver.url().substring(receiver.url().lastIndexOf('/') + 1);

        outbound.check(url).block();

        forbids(post(outbound, url), Why.NOT_PUBLIC);
        assertThat(receiver.letters()).isEmpty();
    }

    /** A look before, and a connection by name after it: the fault that the resolver is there against. */
    @Test
    void aLookBeforeTheConnectionWouldBeFooled() {
        var names = inTurn(PUBLIC, LOOPBACK);
        var port = Integer.parseInt(TestReceiver.address().split(":")[1]);
        var path = receiver.url().substring(receiver.url().lastIndexOf('/'));
        var looked = new Destinations(names, AllowedHosts.of(List.of()));

        assertThat(looked.addresses(looked.permitted("https://rebinding.example" + path)))
                .isNotEmpty();
        HttpClient.create()
                .resolver(DefaultAddressResolverGroup.INSTANCE)
                .remoteAddress(() -> {
                    try {
                        return new InetSocketAddress(names.addresses("rebinding.example")[0], port);
                    } catch (java.net.UnknownHostException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .post()
                .uri(path)
                .response()
                .block();

        assertThat(receiver.letters()).hasSize(1);
    }

    @Test
    void oneAddressThatIsNotPublicSpoilsAll() {
        var outbound = new Outbound(_ -> new InetAddress[] {PUBLIC, LOOPBACK}, List.of(), LIMIT, null);

        forbids(outbound.check("https://both.example/"), Why.NOT_PUBLIC);
        forbids(post(outbound, "https://both.example/"), Why.NOT_PUBLIC);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void aRedirectIsAnAnswerAndNotFollowed(int status) {
        receiver.answering(status);

        assertThat(post(allowing(TestReceiver.address()), receiver.url()).block())
                .isEqualTo(status);
        assertThat(receiver.letters()).hasSize(1);
    }

    @Test
    void aReceiverThatDoesNotAnswerIsLeftInTime() {
        receiver.silent();
        var hasty = new Outbound(List.of(TestReceiver.address()), Duration.ofMillis(300), null);

        assertThatThrownBy(() -> post(hasty, receiver.url()).block()).hasCauseInstanceOf(TimeoutException.class);
    }

    @Test
    void anAnswerWithoutEndIsNotRead() {
        var sent = new AtomicLong();
        var server = server(HttpServer.create(), sent);
        try {
            var address = "127.0.0.1:" + server.port();
            assertThat(post(allowing(address), "http://" + address + "/").block())
                    .isEqualTo(200);
            org.awaitility.Awaitility.await().during(Duration.ofMillis(300)).until(() -> sent.get() < 64L << 20);
        } finally {
            server.disposeNow();
        }
    }

    private static DisposableServer server(HttpServer server, AtomicLong sent) {
        var piece = "x".repeat(64 << 10);
        return server.host("127.0.0.1")
                .port(0)
                .handle((_, response) -> response.sendString(Flux.generate(it -> it.next(piece))
                        .cast(String.class)
                        .doOnNext(it -> sent.addAndGet(it.length()))))
                .bindNow();
    }

    @Test
    void aCertificateIsForTheHostInTheUrlAndOfAnAuthorityThatIsTrusted(@TempDir Path folder) throws Exception {
        var keys = keys(folder);
        var server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .secure(it -> it.sslContext(serving(keys)))
                .handle((_, response) -> response.status(204).send())
                .bindNow();
        try {
            var hosts = List.of("localhost:" + server.port(), "127.0.0.1:" + server.port());
            var trusting = new Outbound(hosts, LIMIT, trusting(keys));
            var byName = "https://localhost:" + server.port() + "/";
            var byNumber = "https://127.0.0.1:" + server.port() + "/";

            assertThat(post(trusting, byName).block()).isEqualTo(204);
            assertThatThrownBy(() -> post(trusting, byNumber).block()).hasCauseInstanceOf(SSLException.class);
            assertThatThrownBy(
                            () -> post(new Outbound(hosts, LIMIT, null), byName).block())
                    .hasCauseInstanceOf(SSLException.class);
        } finally {
            server.disposeNow();
        }
    }

    /** Signed by itself, for localhost. */
    private static KeyStore keys(Path folder) throws Exception {
        var file = folder.resolve("keys.p12");
        var made = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "test",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-storepass",
                        "changeit",
                        "-keystore",
                        file.toString())
                .inheritIO()
                .start()
                .waitFor();
        assertThat(made).isZero();
        var store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, "changeit".toCharArray());
        }
        return store;
    }

    private static SslContext serving(KeyStore keys) {
        try {
            var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, "changeit".toCharArray());
            return SslContextBuilder.forServer(managers).build();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static SslContext trusting(KeyStore keys) throws Exception {
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("test", keys.getCertificate("test"));
        var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        return SslContextBuilder.forClient().trustManager(managers).build();
    }
}
