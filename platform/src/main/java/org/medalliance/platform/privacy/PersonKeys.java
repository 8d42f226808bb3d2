package org.medalliance.platform.privacy;

import java.util.List;
import org.medalliance.platform.crypto.Keys;
import org.medalliance.platform.crypto.Purpose;

/**
 * Links the records of one person across institutions and services without the person's number: a keyed hash of it,
 * under a key that the services share. The same within an alliance, another in the next.
 */
public final class PersonKeys {

    private final BlindIndex index;

    public PersonKeys(Keys keys) {
        this.index = new BlindIndex(keys, Purpose.PERSON);
    }

    /**
     * @param identity kind and number of a document, such as {@code RESIDENT_ID:360781199001011234}
     */
    public String of(String alliance, String identity) {
        return index.hash(alliance, "person", identity);
    }

    /** With every key under which the person may be known, the one that writes first. */
    public List<String> all(String alliance, String identity) {
        return index.hashes(alliance, "person", identity);
    }

    public boolean isRekeying() {
        return index.isRekeying();
    }

    String head() {
        return index.head();
    }
}
