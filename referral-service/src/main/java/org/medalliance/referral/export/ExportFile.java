package org.medalliance.referral.export;

import java.util.List;

/** A file that is written from its top, a page of rows at a time; holds no more than a page. Not for two threads at once. */
interface ExportFile {

    /** What the rows add to the file; may be empty while a compressor gathers. */
    byte[] add(List<List<String>> rows);

    /** What ends the file. */
    byte[] end();
}
