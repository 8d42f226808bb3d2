package org.medalliance.referral.attachment;

import java.io.ByteArrayInputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Content of which half comes at once and the rest after a while. */
final class StallingStream extends ByteArrayInputStream {

    private final long millis;
    private boolean stalled;

    StallingStream(byte[] content, long millis) {
        super(content);
        this.millis = millis;
    }

    @Override
    public synchronized int read(byte[] into, int offset, int length) {
        if (pos > count / 2 && !stalled) {
            stalled = true;
            stall();
        }
        return super.read(into, offset, length);
    }

    private void stall() {
        try {
            var never = new CountDownLatch(1);
            never.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
