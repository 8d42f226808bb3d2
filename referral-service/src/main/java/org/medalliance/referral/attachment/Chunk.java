package org.medalliance.referral.attachment;

/**
 * A piece of a file.
 *
 * @param position from 0
 * @param last whether the file ends with it
 */
@SuppressWarnings("ArrayRecordComponent")
record Chunk(int position, boolean last, byte[] bytes) {

    /** In bytes; the last one may be shorter. */
    static final int SIZE = 256 * 1024;
}
