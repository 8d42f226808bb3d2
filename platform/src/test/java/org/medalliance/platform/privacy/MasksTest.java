package org.medalliance.platform.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MasksTest {

    @Test
    void aMaskShowsWhatTellsApartAndNotWhatIdentifies() {
        assertThat(Masks.name("张三丰")).isEqualTo("张*");
        assertThat(Masks.residentId("360781199001011234")).isEqualTo("360781********1234");
        assertThat(Masks.phone("13800001234")).isEqualTo("138****1234");
        assertThat(Masks.document("E12345678")).isEqualTo("******678");
        assertThat(Masks.address("江西省瑞金市象湖镇红都大道1号")).isEqualTo("江西省瑞金市**");
        assertThat(Masks.address("象湖")).isEqualTo("象**");
        assertThat(Masks.phone("12")).isEqualTo("**");
    }
}
