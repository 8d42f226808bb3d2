package org.medalliance.referral.attachment;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A daemon that speaks INSTREAM as ClamAV's manual describes it, and finds one thing. */
final class FakeClamd {

    /** Not the test file of the trade, which real scanners would find in this one. */
    static final byte[] VIRUS = "FAKE-VIRUS-OF-THE-TEST".getBytes(StandardCharsets.US_ASCII);

    enum Mood {
        LOOKS,
        /** As when what came is longer than it takes. */
        COMPLAINS,
        HANGS_UP,
        SAYS_NOTHING,
        /** As a process that is not there: the line breaks at once. */
        AWAY
    }

    private final ServerSocket door;
    private volatile Mood mood = Mood.LOOKS;
    private volatile String lastSeen = "";

    private FakeClamd(ServerSocket door) {
        this.door = door;
    }

    static FakeClamd start() {
        try {
            var daemon = new FakeClamd(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
            Thread.ofPlatform().daemon().name("fake-clamd").start(daemon::serve);
            return daemon;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return door.getLocalPort();
    }

    void answers(Mood wanted) {
        mood = wanted;
    }

    /** SHA-256 of what it looked into last. */
    String lastSeen() {
        return lastSeen;
    }

    private void serve() {
        while (true) {
            try {
                var line = door.accept();
                Thread.ofVirtual().start(() -> serve(line));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void serve(Socket line) {
        try (line) {
            if (mood == Mood.AWAY) {
                line.setSoLinger(true, 0);
                return;
            }
            var in = new DataInputStream(line.getInputStream());
            var command = new String(in.readNBytes("zINSTREAM\0".length()), StandardCharsets.US_ASCII);
            if (!command.equals("zINSTREAM\0")) {
                say(line, "UNKNOWN COMMAND");
            } else if (mood == Mood.COMPLAINS) {
                say(line, "INSTREAM size limit exceeded. ERROR");
            } else {
                look(line, in);
            }
        } catch (IOException | GeneralSecurityException _) {
            // As the daemon does: whoever broke the line knows.
        }
    }

    private void look(Socket line, DataInputStream in) throws IOException, GeneralSecurityException {
        var digest = MessageDigest.getInstance("SHA-256");
        var tail = new byte[0];
        var found = false;
        for (var length = in.readInt(); length > 0; length = in.readInt()) {
            var bytes = in.readNBytes(length);
            digest.update(bytes);
            var joined = Arrays.copyOf(tail, tail.length + bytes.length);
            System.arraycopy(bytes, 0, joined, tail.length, bytes.length);
            found = found || contains(joined);
            tail = Arrays.copyOfRange(joined, Math.max(0, joined.length - VIRUS.length), joined.length);
            if (mood == Mood.HANGS_UP) {
                return;
            }
        }
        lastSeen = HexFormat.of().formatHex(digest.digest());
        if (mood == Mood.SAYS_NOTHING) {
            stay();
        } else {
            say(line, found ? "stream: Fake.Virus FOUND" : "stream: OK");
        }
    }

    private static void stay() {
        try {
            new CountDownLatch(1).await(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean contains(byte[] bytes) {
        return Collections.indexOfSubList(boxed(bytes), boxed(VIRUS)) >= 0;
    }

    private static java.util.List<Byte> boxed(byte[] bytes) {
        return new java.util.AbstractList<>() {
            @Override
            public Byte get(int index) {
                return bytes[index];
            }

            @Override
            public int size() {
                return bytes.length;
            }
        };
    }

    private static void say(Socket line, String text) throws IOException {
        line.getOutputStream().write((text + "\0").getBytes(StandardCharsets.US_ASCII));
        line.getOutputStream().flush();
    }
}
