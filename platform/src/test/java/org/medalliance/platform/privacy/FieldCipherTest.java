package org.medalliance.platform.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.crypto.Tampered;

class FieldCipherTest {

    private static final String PERSON = "{\"name\":\"张三丰\",\"phone\":\"13800001234\"}";

    private final FieldCipher sm = new FieldCipher(TestRing.of("sm", 1));

    @Test
    void aValueSaysHowItIsOpenedAndShowsNothingElse() {
        var sealed = sm.encrypt("patient.personal|1", PERSON);

        assertThat(sealed).matches("sm\\.1\\.[A-Za-z0-9_-]+").doesNotContain("13800001234");
        assertThat(sm.decrypt("patient.personal|1", sealed)).isEqualTo(PERSON);
    }

    @Test
    void theSameTextIsNeverSealedToTheSameValue() {
        var seen = new HashSet<String>();
        for (var i = 0; i < 1000; i++) {
            assertThat(seen.add(sm.encrypt("c", PERSON))).isTrue();
        }
    }

    @Test
    void aValueOfOneRowDoesNotOpenInAnother() {
        var table = new SealedTable("patient", "personal");
        var one = UUID.randomUUID();
        var sealed = sm.encrypt(table.context(one), PERSON);

        assertThatThrownBy(() -> sm.decrypt(table.context(UUID.randomUUID()), sealed))
                .isInstanceOf(Tampered.class);
        assertThatThrownBy(() -> sm.decrypt(new SealedTable("patient", "other").context(one), sealed))
                .isInstanceOf(Tampered.class);
    }

    @Test
    void nothingThatWasChangedOpens() {
        var sealed = sm.encrypt("c", PERSON);
        for (var place = 0; place < sealed.length(); place++) {
            var changed = new StringBuilder(sealed);
            changed.setCharAt(place, sealed.charAt(place) == 'A' ? 'Q' : 'A');
            assertThatThrownBy(() -> sm.decrypt("c", changed.toString())).isInstanceOf(Tampered.class);
        }
        assertThatThrownBy(() -> sm.decrypt("c", "")).isInstanceOf(Tampered.class);
        assertThatThrownBy(() -> sm.decrypt("c", PERSON)).isInstanceOf(Tampered.class);
        assertThatThrownBy(() -> sm.decrypt("c", sealed.substring(0, 20))).isInstanceOf(Tampered.class);
        assertThatThrownBy(() -> sm.decrypt("c", sealed.replace("sm.1.", "international.1.")))
                .isInstanceOf(Tampered.class);
    }

    @Test
    void valuesOfBothSuitesAndAllVersionsAreReadSideBySide() {
        var old = sm.encrypt("c", PERSON);
        var both = new FieldCipher(TestRing.of("international", 1, 2));
        var recent = both.encrypt("c", PERSON);

        assertThat(recent).startsWith("international.2.");
        assertThat(both.decrypt("c", recent)).isEqualTo(PERSON);
        assertThat(both.decrypt("c", old)).isEqualTo(PERSON);
        assertThatThrownBy(() -> sm.decrypt("c", recent)).isInstanceOf(Tampered.class);
    }
}
