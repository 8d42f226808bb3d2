package org.medalliance.platform.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class CarePackagesTest {

    private record Care(String name) {}

    private final ECKey telemedicine = key("telemedicine-service");
    private final ECKey staffing = key("staffing-service");
    private final JWKSet recipients = new JWKSet(List.<JWK>of(telemedicine.toPublicJWK(), staffing.toPublicJWK()));

    @Test
    void onlyTheServiceItIsAddressedToOpensIt() {
        var sealed = with(staffing).seal("telemedicine-service", new Care("张三"));

        assertThat(sealed).doesNotContain("张三");
        assertThat(with(telemedicine).open(sealed, Care.class)).isEqualTo(new Care("张三"));
        assertThatIllegalArgumentException().isThrownBy(() -> with(staffing).open(sealed, Care.class));
    }

    @Test
    void theSameCareIsNeverSealedTheSameWay() {
        var packages = with(telemedicine);
        assertThat(packages.seal("telemedicine-service", new Care("a")))
                .isNotEqualTo(packages.seal("telemedicine-service", new Care("a")));
    }

    @Test
    void whatWasTamperedWithIsRefusedWhereverItWas() {
        var packages = with(telemedicine);
        var parts = packages.seal("telemedicine-service", new Care("张三")).split("\\.");
        for (int part = 0; part < parts.length; part++) {
            var bent = parts.clone();
            var middle = bent[part].length() / 2;
            var other = bent[part].charAt(middle) == 'A' ? 'B' : 'A';
            bent[part] = bent[part].substring(0, middle) + other + bent[part].substring(middle + 1);
            assertThatIllegalArgumentException()
                    .as("part " + part)
                    .isThrownBy(() -> packages.open(String.join(".", bent), Care.class));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> packages.open("no package", Care.class));
    }

    @Test
    void afterARotationTheOlderKeyStillOpensWhatWasSealedBefore() {
        var sealed = with(telemedicine).seal("telemedicine-service", new Care("a"));
        var newer = key("telemedicine-service");

        assertThat(with(newer, telemedicine).open(sealed, Care.class)).isEqualTo(new Care("a"));
        assertThatIllegalArgumentException().isThrownBy(() -> with(newer).open(sealed, Care.class));
    }

    @Test
    void nothingIsSealedForAServiceWithoutAKey() {
        assertThatIllegalStateException().isThrownBy(() -> with(staffing).seal("referral-service", new Care("a")));
    }

    private CarePackages with(JWK... own) {
        return new CarePackages(
                new JWKSet(List.of(own)), recipients, JsonMapper.builder().build());
    }

    private static ECKey key(String service) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(service).generate();
        } catch (com.nimbusds.jose.JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
