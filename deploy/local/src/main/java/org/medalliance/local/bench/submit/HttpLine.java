package org.medalliance.local.bench.submit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * One kept-alive HTTP/1.1 connection, one request at a time. Lean on purpose: whoever measures shares the cores with what
 * is measured, and a client that does more would be measured too.
 */
final class HttpLine implements AutoCloseable {

    private static final int PATIENCE = Math.toIntExact(Duration.ofSeconds(30).toMillis());

    private final Socket socket;
    private final InputStream in;
    private final String host;

    HttpLine(URI door) throws IOException {
        socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE);
        socket.connect(new InetSocketAddress(door.getHost(), door.getPort()), PATIENCE);
        in = new BufferedInputStream(socket.getInputStream(), 16 * 1024);
        host = door.getHost() + ":" + door.getPort();
    }

    /** Answers the status and the body. */
    Answered post(String path, String token, String key, byte[] body) throws IOException {
        var head = """
                POST %s HTTP/1.1\r
                Host: %s\r
                Authorization: Bearer %s\r
                Idempotency-Key: %s\r
                Content-Type: application/json\r
                Accept: application/json, application/problem+json\r
                Content-Length: %d\r
                \r
                """.formatted(path, host, token, key, body.length).getBytes(StandardCharsets.US_ASCII);
        var whole = new byte[head.length + body.length];
        System.arraycopy(head, 0, whole, 0, head.length);
        System.arraycopy(body, 0, whole, head.length, body.length);
        socket.getOutputStream().write(whole);
        return answer();
    }

    record Answered(int status, byte[] body) {

        boolean isCreated() {
            return status == 201;
        }

        String told() {
            var text = new String(body, StandardCharsets.UTF_8);
            return status + " " + text.substring(0, Math.min(600, text.length()));
        }
    }

    private Answered answer() throws IOException {
        var status = Integer.parseInt(line().split(" ")[1]);
        var length = -1;
        for (var header = line(); !header.isEmpty(); header = line()) {
            if (header.regionMatches(true, 0, "Content-Length:", 0, 15)) {
                length = Integer.parseInt(header.substring(15).strip());
            }
        }
        return new Answered(status, length < 0 ? chunks() : exactly(length));
    }

    private byte[] chunks() throws IOException {
        var whole = new ByteArrayOutputStream();
        for (var size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
            whole.write(exactly(size));
            line();
        }
        line();
        return whole.toByteArray();
    }

    private byte[] exactly(int length) throws IOException {
        var body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException("The answer ended early.");
        }
        return body;
    }

    private String line() throws IOException {
        var text = new StringBuilder();
        for (var next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("The connection ended.");
            }
            if (next != '\r') {
                text.append((char) next);
            }
        }
        return text.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
