package org.medalliance.platform.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BlindIndexTest {

    private final BlindIndex index = BlindIndex.of(TestRing.of("sm", 1));
    private final BlindIndex rekeying = BlindIndex.of(TestRing.of("international", 1, 2));

    @Test
    void equalValuesAreFoundInTheirOwnFieldAndAllianceOnly() {
        var hash = index.hash("ruijin", "phone", "13800001234");

        assertThat(index.hash("ruijin", "phone", "13800001234")).isEqualTo(hash);
        assertThat(index.hash("ruijin", "identity", "13800001234")).isNotEqualTo(hash);
        assertThat(index.hash("xunwu", "phone", "13800001234")).isNotEqualTo(hash);
        assertThat(hash).matches("1\\.[A-Za-z0-9_-]{22}");
    }

    @Test
    void whatServicesShareLinksNothingThatTheyIndexAlone() {
        var ring = TestRing.of("sm", 1);

        assertThat(new PersonKeys(ring).of("ruijin", "x"))
                .isNotEqualTo(BlindIndex.of(ring).hash("ruijin", "person", "x"));
    }

    @Test
    void whileKeysChangeBothAreLookedFor() {
        assertThat(rekeying.isRekeying()).isTrue();
        assertThat(rekeying.hashes("ruijin", "phone", "1"))
                .hasSize(2)
                .first()
                .isEqualTo(rekeying.hash("ruijin", "phone", "1"));
        assertThat(index.isRekeying()).isFalse();
    }

    @Test
    void aNameIsFoundByItsBeginningInWhateverFormItIsTyped() {
        var stored = index.prefixes("ruijin", "name", "阿依古丽·买买提");

        assertThat(stored).hasSize(4);
        assertThat(stored).containsAll(index.prefixHashes("ruijin", "name", "阿依"));
        assertThat(stored).containsAll(index.prefixHashes("ruijin", "name", "阿依古丽 • 买买"));
        assertThat(stored).doesNotContainAnyElementsOf(index.prefixHashes("ruijin", "name", "古丽"));
        assertThat(BlindIndex.normal("Ｊｏｈｎ O’Hara")).isEqualTo("johnohara");
        assertThat(BlindIndex.normalPhone("+86 138-0000-1234")).isEqualTo("13800001234");
    }
}
