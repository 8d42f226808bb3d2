package org.medalliance.local.edition;

import java.util.ArrayList;
import java.util.List;

/** A new version of the keys of an installation. */
public final class KeyChange {

    private KeyChange() {}

    /**
     * @param person also of the key that links a person across services: only when it was disclosed, since cases under
     *     way are not linked to new ones then
     * @return what was done, a line per file
     */
    public static List<String> of(Settings settings, boolean person) {
        var keys = new FieldKeys(Secrets.of(settings), settings.text("crypto.suite"));
        var done = new ArrayList<String>();
        for (var service : Programs.SERVICES) {
            done.add(keys.rotate(service));
        }
        if (person) {
            done.add(keys.rotatePerson());
        }
        return done;
    }
}
