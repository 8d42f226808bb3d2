package org.medalliance.referral.attachment;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.medalliance.platform.lifecycle.Refusal;
import org.medalliance.platform.problem.Unavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.tcp.TcpClient;

/**
 * Asks a ClamAV daemon by its INSTREAM command: each piece after its length in four bytes, an empty one at the end, and
 * an answer that ends with {@code OK}, {@code FOUND} or {@code ERROR}. Whatever else happens, nobody has looked.
 */
final class ClamdScanner implements AttachmentScanner {

    private static final Logger log = LoggerFactory.getLogger(ClamdScanner.class);

    private static final Duration COME_AGAIN = Duration.ofSeconds(30);

    /** An answer is one short line. */
    private static final int LONGEST = 1024;

    private final TcpClient daemon;
    private final Duration patience;

    ClamdScanner(String host, int port, Duration patience) {
        this.daemon = TcpClient.newConnection().host(host).port(port);
        this.patience = patience;
    }

    @Override
    public Mono<Void> scan(Flux<byte[]> content) {
        return Mono.usingWhen(daemon.connect(), it -> asked(it, content), it -> Mono.fromRunnable(it::dispose))
                .timeout(patience)
                .onErrorMap(
                        failure -> !(failure instanceof Refusal),
                        failure -> away(failure.getClass().getSimpleName()))
                .switchIfEmpty(Mono.error(() -> away("no answer")))
                .flatMap(ClamdScanner::judged);
    }

    /** A daemon that has had enough answers and closes before all is sent: what it says counts, not the broken line. */
    private static Mono<String> asked(Connection connection, Flux<byte[]> content) {
        var frames = Flux.concat(
                Flux.just(Unpooled.copiedBuffer("zINSTREAM\0", StandardCharsets.US_ASCII)),
                content.map(ClamdScanner::frame),
                Flux.just(Unpooled.buffer(Integer.BYTES).writeInt(0)));
        var sent = connection.outbound().sendGroups(frames.map(Flux::just)).then();
        var answer = connection
                .inbound()
                .receive()
                .asString(StandardCharsets.US_ASCII)
                .scan(String::concat)
                .takeUntil(it -> it.indexOf('\0') >= 0 || it.length() > LONGEST)
                .last("");
        return sent.onErrorComplete().then(answer);
    }

    private static ByteBuf frame(byte[] bytes) {
        return Unpooled.wrappedBuffer(
                Unpooled.buffer(Integer.BYTES).writeInt(bytes.length), Unpooled.wrappedBuffer(bytes));
    }

    private static Mono<Void> judged(String answer) {
        var said = answer.replace("\0", "").strip();
        if (said.endsWith(" OK")) {
            return Mono.empty();
        }
        if (said.endsWith(" FOUND")) {
            log.warn("An upload is infected and is not taken: {}", said);
            return Mono.error(new Refusal.Invalid("attachment-infected", null));
        }
        return Mono.error(away(said.isEmpty() ? "no answer" : said));
    }

    private static Unavailable away(String what) {
        log.warn("The virus scanner could not look into an upload: {}", what);
        return new Unavailable("scanner-away", COME_AGAIN);
    }
}
