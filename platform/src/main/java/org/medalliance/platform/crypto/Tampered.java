package org.medalliance.platform.crypto;

/** A sealed value that was changed, stands where it was not sealed for, or was sealed with a key that is not ours. */
public final class Tampered extends RuntimeException {

    public Tampered() {
        super("A sealed value does not open: it was changed, moved, or sealed with another key.", null, false, false);
    }
}
