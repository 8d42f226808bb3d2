package org.medalliance.platform.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class CheckDigitsTest {

    /** The standard's own example. */
    private static final String EXAMPLE = "11010519491231002X";

    @Test
    void aResidentNumberKnowsBirthDateAndSex() {
        var id = new ResidentId(EXAMPLE);

        assertThat(id.birthDate()).isEqualTo(LocalDate.of(1949, 12, 31));
        assertThat(id.isMale()).isFalse();
        assertThat(id.toString()).doesNotContain("1949");
    }

    @Test
    void everySlipOfOneDigitIsFound() {
        for (var place = 0; place < 17; place++) {
            for (var digit = '0'; digit <= '9'; digit++) {
                var slip = EXAMPLE.substring(0, place) + digit + EXAMPLE.substring(place + 1);
                assertThat(ResidentId.isValid(slip)).isEqualTo(slip.equals(EXAMPLE));
            }
        }
        assertThat(ResidentId.isValid("110105194912310021")).isFalse();
        assertThat(ResidentId.isValid("11010519491331002X")).isFalse();
        assertThat(ResidentId.isValid("")).isFalse();
        assertThatThrownBy(() -> new ResidentId("11010519491231003X"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("1949");
    }

    @Test
    void aCodeWithAWrongCheckCharacterIsNone() {
        assertThat(InstitutionCode.isValid("1216078105324579XN")).isTrue();
        assertThat(InstitutionCode.isValid("1216078105324579XM")).isFalse();
        assertThat(InstitutionCode.isValid("1216078105324597XN")).isFalse();
        assertThat(InstitutionCode.isValid("")).isFalse();
        assertThatThrownBy(() -> new InstitutionCode("1216078105324579XM"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
